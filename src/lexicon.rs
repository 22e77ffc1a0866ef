//! Class, id and phrase vocabulary.
