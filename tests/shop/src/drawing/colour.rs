//! Colourways: the dye lots of the shop, and the shades that a drawing needs of each.

/// One colour that a product comes in.
pub struct Colour {
    pub id: &'static str,
    pub name: &'static str,
    pub main: &'static str,
    second: &'static str,
    accent: &'static str,
}

/// Every colour of the season.
pub const COLOURS: &[Colour] = &[
    colour("spruce", "Spruce", "#33574b", "#22403a", "#e0a458"),
    colour("moss", "Moss", "#77834f", "#535e38", "#e8d9ae"),
    colour("rust", "Rust", "#b85a34", "#8c4128", "#f0cf9a"),
    colour("ochre", "Ochre", "#d39d43", "#4a4a3f", "#7a3d22"),
    colour("slate", "Slate", "#66798a", "#445564", "#e3b36a"),
    colour("ink", "Ink", "#2e4156", "#1f2d3d", "#d4764a"),
    colour("bone", "Bone", "#dfd6c2", "#a8977a", "#a5502f"),
    colour("heather", "Heather", "#8b6f8c", "#5f4c66", "#e6c9a0"),
    colour("sky", "Sky", "#86a9bc", "#4d6f85", "#d9643a"),
    colour("clay", "Clay", "#aa7358", "#6d4737", "#e9dcc3"),
    colour("peat", "Peat", "#57483d", "#3b3029", "#cf9a56"),
    colour("berry", "Berry", "#84384a", "#5b2534", "#e6b98c"),
];

const fn colour(
    id: &'static str,
    name: &'static str,
    main: &'static str,
    second: &'static str,
    accent: &'static str,
) -> Colour {
    Colour { id, name, main, second, accent }
}

/// The colour of that id.
pub fn find_colour(id: &str) -> Option<&'static Colour> {
    COLOURS.iter().find(|colour| colour.id == id)
}

/// The paints mixed from one colour. Light falls from the upper left.
pub(crate) struct Paint {
    pub(crate) main: String,
    pub(crate) light: String,
    pub(crate) shade: String,
    pub(crate) deep: String,
    pub(crate) second: String,
    pub(crate) second_shade: String,
    pub(crate) accent: String,
}

impl Paint {
    pub(crate) fn of(colour: &Colour) -> Self {
        Self {
            main: colour.main.into(),
            light: mix(colour.main, "#ffffff", 22),
            shade: mix(colour.main, "#0d1a1c", 20),
            deep: mix(colour.main, "#0d1a1c", 52),
            second: colour.second.into(),
            second_shade: mix(colour.second, "#0d1a1c", 25),
            accent: colour.accent.into(),
        }
    }

    /// The same thing standing a step behind, in less light.
    pub(crate) fn behind(&self) -> Self {
        let dim = |colour: &str| mix(colour, "#0d1a1c", 24);
        Self {
            main: dim(&self.main),
            light: dim(&self.light),
            shade: dim(&self.shade),
            deep: dim(&self.deep),
            second: dim(&self.second),
            second_shade: dim(&self.second_shade),
            accent: dim(&self.accent),
        }
    }
}

/// `percent` of `other` mixed into `colour`; both are `#rrggbb`.
pub(crate) fn mix(colour: &str, other: &str, percent: u32) -> String {
    let blend = |at: usize| {
        let part = |text: &str| {
            text.get(at..at + 2).and_then(|hex| u32::from_str_radix(hex, 16).ok()).unwrap_or(0)
        };
        (part(colour) * (100 - percent) + part(other) * percent) / 100
    };
    format!("#{:02x}{:02x}{:02x}", blend(1), blend(3), blend(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_moves_each_part_towards_the_other_colour() {
        assert_eq!(mix("#000000", "#ffffff", 50), "#7f7f7f");
        assert_eq!(mix("#102030", "#ffffff", 0), "#102030");
        assert_eq!(mix("#102030", "#a0b0c0", 100), "#a0b0c0");
    }
}
