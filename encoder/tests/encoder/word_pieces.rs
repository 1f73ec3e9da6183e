//! Word pieces are those of the reference, Hugging Face's `tokenizers`, for any text.

use crate::support::{shop_questions, vocabulary};
use proptest::prelude::*;
use std::sync::LazyLock;
use tokenizers::models::wordpiece::WordPiece as ReferenceModel;
use tokenizers::normalizers::bert::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::{Model, NormalizedString, Normalizer, PreTokenizedString, PreTokenizer};
use vouch_encoder::wordpiece::WordPiece;

const EVERYTHING: usize = usize::MAX;

static OURS: LazyLock<WordPiece> = LazyLock::new(|| WordPiece::new(&vocabulary()).unwrap());
static REFERENCE: LazyLock<ReferenceModel> = LazyLock::new(|| {
    let vocabulary = ReferenceModel::read_bytes(vocabulary().as_bytes()).unwrap();
    ReferenceModel::builder().vocab(vocabulary).build().unwrap()
});

fn reference(text: &str) -> Vec<u32> {
    let mut normalised = NormalizedString::from(text);
    BertNormalizer::default().normalize(&mut normalised).unwrap();
    let mut words = PreTokenizedString::from(normalised);
    BertPreTokenizer.pre_tokenize(&mut words).unwrap();
    words.tokenize(|word| REFERENCE.tokenize(word.get())).unwrap();
    let pieces = words.into_encoding(None, 0, tokenizers::OffsetType::None).unwrap();
    let [start, end] = ["[CLS]", "[SEP]"].map(|entry| REFERENCE.token_to_id(entry).unwrap());
    [&[start], pieces.get_ids(), &[end]].concat()
}

fn check(text: &str) {
    let expected = reference(text);
    assert_eq!(OURS.encode(text, EVERYTHING), expected, "{text:?}");
    let (first, _) = expected.split_at(expected.len().min(128) - 1);
    let [rest @ .., end] = &OURS.encode(text, 128)[..] else { panic!("no piece at all") };
    assert_eq!((rest, Some(end)), (first, expected.last()), "{text:?} cut off");
}

#[test]
fn the_shops_questions() {
    for question in shop_questions() {
        check(&question);
    }
}

#[test]
fn nasty_texts() {
    for text in [
        "",
        " \t\r\n",
        "\0\u{1}\u{b}\u{c}\u{85}a\u{7f}b\u{ad}c",
        "\u{feff}bom \u{200b}zero\u{200b}width \u{2060}\u{e000}private\u{fffd}",
        "line\u{2028}paragraph\u{2029}no-break\u{a0}ideographic\u{3000}ogham\u{1680}.",
        "Émigré naïve Ångström ÄÖÜß ﬁ ﬃ Ǆ ŉ İstanbul ΌΔΟΣ ὈΔΥΣΣΕΎΣ",
        "e\u{301}\u{301}\u{323}\u{327} \u{301}\u{301} a\u{20dd} \u{1d165}",
        "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ☎️ 1️⃣ 🤦🏽‍♂️",
        "退货政策是什么？ 返品ポリシー ﾊﾝｶｸ カ\u{3099} 豈更 𠀀𪛟𫜵𫠝𬺡丽",
        "환불 정책 각 \u{1100}\u{1161}\u{11a8}",
        "ما هي سياسة الإرجاع؟ كَتَبَ \u{202e}txet\u{202c} שָׁלוֹם",
        "वापसी की नीति ไทย ภาษาไทย ΐ ΰ Ӂ й ё",
        "don't!!! ¿qué? «oui» „ja“ a-b_c/d\\e $5.99 €3 £2 5% #1 @x ^~`|<>+=",
        "[CLS] [SEP] [UNK] [MASK] [PAD] [unused1] ##ing ## #",
        "supercalifragilisticexpialidocious antidisestablishmentarianism zzzzqqqxjk",
    ] {
        check(text);
    }
    check(&"a".repeat(100));
    check(&"a".repeat(101));
    check(&"é".repeat(100));
    check(&"x".repeat(5_000));
    check(&"\u{301}".repeat(5_000));
    check(&"退".repeat(5_000));
    check(&"return my order, please! ".repeat(200));
}

#[test]
fn what_a_shopper_types_has_no_special_meaning() {
    let pieces = OURS.encode("[SEP] [CLS]", EVERYTHING);
    assert_eq!(pieces.iter().filter(|piece| [101, 102].contains(piece)).count(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn texts_that_look_like_words(text in "[a-zA-Zäéß' .,!?\u{300}-\u{320}\u{4e00}-\u{4e20}]{0,200}") {
        check(&text);
    }

    #[test]
    fn any_letters(letters in prop::collection::vec(any::<char>(), 0..300)) {
        check(&letters.into_iter().collect::<String>());
    }
}
