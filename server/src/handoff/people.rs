//! The colleagues of a site: their names, who answers tickets, and whom a note names.

use super::desk::Desk;
use crate::error::Error;
use crate::staff::member::Member;
use crate::store::{self, Store};
use vouch_shared::id::SiteKey;
use vouch_shared::staff::Permission;
use vouch_shared::ticket::Colleague;

/// All members, as one site sees them.
pub struct People {
    all: Vec<Colleague>,
    /// Addresses of those who may read this site's tickets.
    readers: Vec<String>,
}

impl People {
    /// Everybody, as the database knows them now.
    pub async fn of(store: &Store, site: &SiteKey) -> Result<Self, Error> {
        let (rows, roles) =
            (store::staff::list(store).await?, store::staff::all_roles(store).await?);
        let (mut all, mut readers) = (Vec::new(), Vec::new());
        for row in rows {
            let own: Vec<_> =
                roles.iter().filter(|role| role.email == row.email).cloned().collect();
            let member = Member::new(row, &own);
            if member.may(Permission::ReadConversations, site) {
                readers.push(member.email.clone());
            }
            let answers = member.may(Permission::AnswerTickets, site);
            all.push(Colleague { email: member.email, name: member.name, answers });
        }
        Ok(Self { all, readers })
    }

    /// The same for whoever sits at a desk.
    pub async fn at(desk: Desk<'_>) -> Result<Self, Error> {
        Self::of(&desk.app.store, desk.site_key()).await
    }

    /// The name of an address; the address itself of whoever is not known any more.
    pub fn name_of(&self, email: &str) -> String {
        let found = self.all.iter().find(|colleague| colleague.email == email);
        found.map_or_else(|| email.to_owned(), |colleague| colleague.name.clone())
    }

    /// Whether tickets may be assigned to that address.
    pub fn answers(&self, email: &str) -> bool {
        self.all.iter().any(|colleague| colleague.answers && colleague.email == email)
    }

    /// Those who may read the site's tickets, by name.
    pub fn readers(self) -> Vec<Colleague> {
        let Self { mut all, readers } = self;
        all.retain(|colleague| readers.contains(&colleague.email));
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// The addresses that a note names: `@` and an address, or what stands before its `@` where
    /// nobody else has the same. Only whoever may read the ticket is named.
    pub fn named_in(&self, note: &str) -> Vec<String> {
        let mentions = note.split('@').skip(1).map(str::to_lowercase);
        let of_addresses = addresses(note);
        let mut named = Vec::new();
        for token in mentions.map(|rest| first_token(&rest)).chain(of_addresses) {
            let mut found = self.readers.iter().filter(|email| {
                **email == token || email.split('@').next() == Some(token.as_str())
            });
            if let (Some(email), None) = (found.next(), found.next())
                && !named.contains(email)
            {
                named.push(email.clone());
            }
        }
        named
    }
}

/// Whole addresses after an `@`: `@sam@shop.example`.
fn addresses(note: &str) -> Vec<String> {
    let words = note.split_whitespace().filter_map(|word| word.split_once('@'));
    let whole = words.map(|(_, rest)| trimmed(&rest.to_lowercase()).to_owned());
    whole.filter(|rest| rest.contains('@')).collect()
}

fn first_token(rest: &str) -> String {
    let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_' | '+'));
    trimmed(&rest[..end.unwrap_or(rest.len())]).to_owned()
}

/// Without the punctuation of the sentence around it.
fn trimmed(word: &str) -> &str {
    word.trim_end_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_names_whom_it_can_only_mean() {
        let readers = ["sam@shop.example", "kim@shop.example", "kim@other.example"];
        let people = People { all: Vec::new(), readers: readers.map(str::to_owned).to_vec() };
        for (note, named) in [
            ("@sam, can you look?", vec!["sam@shop.example"]),
            ("Ask @Sam. And @sam again", vec!["sam@shop.example"]),
            ("@kim which of you?", vec![]),
            ("(@kim@other.example)", vec!["kim@other.example"]),
            ("write to ann@mail.example", vec![]),
            ("@nobody", vec![]),
            ("@", vec![]),
        ] {
            assert_eq!(people.named_in(note), named, "{note}");
        }
    }
}
