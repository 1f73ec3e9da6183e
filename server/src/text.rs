//! What characters are to a reader, wherever text comes from a stranger.

/// White space, and the format characters that show nothing or turn the direction of what
/// follows. They come along when text is copied, or are there to mislead.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}
