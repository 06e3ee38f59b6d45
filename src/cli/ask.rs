//! Questions to whoever sits at the terminal: they go to standard error, as git's do, and each answer
//! is a line of standard input. What is asked, and what an answer means, is the commands' business.

use std::io::{BufRead, Read as _, Write};

use anyhow::{Context as _, bail};

use crate::render::safe_block;

/// Whoever sits at the terminal.
pub struct Person<'s> {
    /// Where the answers come from.
    pub input: &'s mut dyn BufRead,
    /// Where the questions go.
    pub err: &'s mut dyn Write,
}

/// The longest answer, in bytes: a long paragraph.
const MOST: u64 = 64 * 1024;

impl Person<'_> {
    /// Says something that needs no answer.
    ///
    /// # Errors
    /// Where it cannot be said.
    pub fn tell(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(writeln!(self.err, "{}", safe_block(text, false))?)
    }

    /// Asks, and asks again until `understood` makes something of the answer, which it gets without
    /// white space around it; what it says of an answer that is none is passed on.
    ///
    /// # Errors
    /// Where the answers end before this one, or cannot be read.
    pub fn ask<T>(
        &mut self,
        question: &str,
        mut understood: impl FnMut(&str) -> Result<T, String>,
    ) -> anyhow::Result<T> {
        loop {
            write!(self.err, "{} ", safe_block(question, false))?;
            self.err.flush()?;
            match understood(&self.line()?) {
                Ok(meant) => return Ok(meant),
                Err(help) => self.tell(&format!("{help}."))?,
            }
        }
    }

    /// The next answer.
    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = Vec::new();
        let mut input = (&mut *self.input).take(MOST);
        let count = input
            .read_until(b'\n', &mut line)
            .context("cannot read the answer")?;
        if count == 0 {
            // The question stands on a line without an end.
            writeln!(self.err)?;
            bail!("the answers ended before the last question, so nothing was written");
        }
        if count as u64 == MOST {
            bail!("an answer is longer than {MOST} bytes, so nothing was written");
        }
        Ok(String::from_utf8_lossy(&line).trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// What comes of asking for a number, and what was said meanwhile.
    fn asked(answers: &str) -> (Result<u8, String>, String) {
        let (mut input, mut err) = (answers.as_bytes(), Vec::new());
        let mut person = Person {
            input: &mut input,
            err: &mut err,
        };
        let number = person.ask("How many?", |answer| {
            let number = answer.parse();
            number.map_err(|_| format!("`{answer}` is no number"))
        });
        let number = number.map_err(|error| error.to_string());
        (number, String::from_utf8(err).unwrap())
    }

    #[test]
    fn it_is_asked_until_the_answer_is_understood() {
        for (answers, number, said) in [
            ("3\n", 3, "How many? "),
            (" 3 \r\n4\n", 3, "How many? "),
            ("3", 3, "How many? "),
            (
                "\nx\n3\n",
                3,
                "How many? `` is no number.\nHow many? `x` is no number.\nHow many? ",
            ),
        ] {
            assert_eq!(asked(answers), (Ok(number), said.to_owned()), "{answers:?}");
        }
    }

    #[test]
    fn answers_that_end_too_early_are_an_error() {
        let (number, said) = asked("x\n");
        assert!(number.unwrap_err().contains("answers ended"));
        assert!(said.ends_with("How many? \n"), "{said}");
        let (number, _) = asked(&"x".repeat(70_000));
        assert!(number.unwrap_err().contains("longer than"));
    }

    #[test]
    fn what_an_answer_holds_does_not_act_on_the_terminal() {
        let (_, said) = asked("\u{1b}[2J\n");
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
}
