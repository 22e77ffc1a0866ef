//! Presentation `MathML` -> TeX, for formulas that keep no source of their own.
//!
//! Follows <https://www.w3.org/TR/mathml-core/>. Spacing and fonts are left to TeX; what TeX has no sign for is written
//! as it stands.

use crate::dom::{Document, Kind, NodeId, Tag};

/// Levels of a formula; deeper ones are written as text.
const MAX_DEPTH: usize = 48;

/// Bytes of TeX written for one formula.
const MAX_BYTES: usize = 20_000;

/// The TeX of a `<math>`; `None` if it shows nothing.
pub(super) fn tex(doc: &Document, math: NodeId) -> Option<String> {
    let is_display = doc.attr_named(math, "display") == Some("block");
    let mut writer = Writer { doc, is_display, out: String::new() };
    writer.children(math, 0);
    let tex = writer.out.split_whitespace().collect::<Vec<_>>().join(" ");
    (!tex.is_empty() && tex.len() <= MAX_BYTES).then_some(tex)
}

struct Writer<'a> {
    doc: &'a Document,
    /// It stands on a line of its own, where a formula may have a number.
    is_display: bool,
    out: String,
}

impl Writer<'_> {
    fn elements(&self, id: NodeId) -> Vec<NodeId> {
        self.doc.children(id).filter(|&n| self.doc.kind(n) == Kind::Element).collect()
    }

    fn children(&mut self, id: NodeId, depth: usize) {
        for child in self.elements(id) {
            self.element(child, depth + 1);
        }
    }

    /// An argument in braces.
    fn group(&mut self, id: Option<&NodeId>, depth: usize) {
        self.out.push('{');
        if let Some(&id) = id {
            self.element(id, depth + 1);
            self.out.truncate(self.out.trim_end().len());
        }
        self.out.push('}');
    }

    fn element(&mut self, id: NodeId, depth: usize) {
        if self.out.len() > MAX_BYTES {
            return;
        }
        if depth > MAX_DEPTH {
            let text = self.doc.text_content(id);
            self.signs(text.trim());
            return;
        }
        match self.doc.name(id) {
            "mi" => self.identifier(id),
            "mn" | "mo" => {
                let text = self.doc.text_content(id);
                self.signs(text.trim());
                self.out.push(' ');
            }
            "mtext" | "ms" => self.text(id),
            "mspace" => self.out.push(' '),
            "mfrac" => self.command("\\frac", id, depth),
            "msqrt" => {
                self.out.push_str("\\sqrt{");
                self.children(id, depth);
                self.out.truncate(self.out.trim_end().len());
                self.out.push_str("} ");
            }
            "mroot" => {
                let parts = self.elements(id);
                self.out.push_str("\\sqrt[");
                if let Some(&index) = parts.get(1) {
                    self.element(index, depth + 1);
                }
                self.out.push(']');
                self.group(parts.first(), depth);
            }
            "msub" | "munder" => self.scripts(id, ["_", ""], depth),
            "msup" => self.scripts(id, ["^", ""], depth),
            "mover" => self.over(id, depth),
            "msubsup" | "munderover" => self.scripts(id, ["_", "^"], depth),
            "mtable" => self.table(id, depth),
            "mfenced" => self.fenced(id, depth),
            "semantics" => {
                if let Some(&shown) = self.elements(id).first() {
                    self.element(shown, depth + 1);
                }
            }
            "annotation" | "annotation-xml" | "mphantom" => {}
            _ if self.doc.tag(id) == Tag::Foreign || self.doc.tag(id) == Tag::Math => {
                self.children(id, depth);
            }
            _ => {}
        }
    }

    /// A name: one letter is a variable, several are upright.
    fn identifier(&mut self, id: NodeId) {
        let text = self.doc.text_content(id);
        let text = text.trim();
        if FUNCTIONS.contains(&text) {
            self.out.push('\\');
            self.out.push_str(text);
        } else if text.chars().nth(1).is_some() && text.chars().all(char::is_alphanumeric) {
            self.out.push_str("\\mathrm{");
            self.out.push_str(text);
            self.out.push('}');
        } else {
            self.signs(text);
        }
        self.out.push(' ');
    }

    fn text(&mut self, id: NodeId) {
        let text = self.doc.text_content(id);
        if text.trim().is_empty() {
            self.out.push(' ');
        } else if text.chars().any(char::is_alphabetic) {
            self.out.push_str("\\text{");
            self.out.extend(text.chars().filter(|c| !matches!(c, '{' | '}' | '\\' | '$')));
            self.out.push_str("} ");
        } else {
            self.signs(text.trim());
            self.out.push(' ');
        }
    }

    /// Signs as TeX writes them.
    fn signs(&mut self, text: &str) {
        for c in text.chars() {
            match sign(c) {
                Some(command) => {
                    self.out.push_str(command);
                    self.out.push(' ');
                }
                None if matches!(c, '\u{2061}'..='\u{2064}' | '\u{200b}') => {}
                None if c.is_whitespace() => self.out.push(' '),
                None => self.out.push(c),
            }
        }
    }

    fn command(&mut self, name: &str, id: NodeId, depth: usize) {
        self.out.push_str(name);
        let parts = self.elements(id);
        self.group(parts.first(), depth);
        self.group(parts.get(1), depth);
        self.out.push(' ');
    }

    fn scripts(&mut self, id: NodeId, marks: [&str; 2], depth: usize) {
        let parts = self.elements(id);
        if let Some(&base) = parts.first() {
            let is_row = matches!(self.doc.name(base), "mrow" | "msup" | "msub" | "mfrac");
            if is_row && self.elements(base).len() > 1 {
                self.group(Some(&base), depth);
            } else {
                self.element(base, depth + 1);
                self.out.truncate(self.out.trim_end().len());
            }
        }
        for (mark, part) in marks.into_iter().zip(parts.iter().skip(1)) {
            self.out.push_str(mark);
            self.group(Some(part), depth);
        }
        self.out.push(' ');
    }

    /// An accent, or something above a relation.
    fn over(&mut self, id: NodeId, depth: usize) {
        let parts = self.elements(id);
        let above = parts.get(1).map(|&n| self.doc.text_content(n)).unwrap_or_default();
        let accent = match above.trim() {
            "^" | "ˆ" | "\u{302}" => "\\hat",
            "¯" | "‾" | "\u{304}" | "_" | "―" => "\\overline",
            "~" | "˜" | "\u{303}" => "\\tilde",
            "→" | "\u{20d7}" => "\\vec",
            "˙" | "." => "\\dot",
            "¨" => "\\ddot",
            "⏞" => "\\overbrace",
            _ => return self.scripts(id, ["^", ""], depth),
        };
        self.out.push_str(accent);
        self.group(parts.first(), depth);
        self.out.push(' ');
    }

    fn table(&mut self, id: NodeId, depth: usize) {
        let rows: Vec<NodeId> = self.elements(id);
        let is_labelled = |row: &NodeId| self.doc.name(*row) == "mlabeledtr";
        // One row is a formula with its number.
        if let [row] = rows.as_slice() {
            let cells = self.elements(*row);
            for &cell in cells.iter().skip(usize::from(is_labelled(row))) {
                self.children(cell, depth + 1);
            }
            if let Some(&label) = cells.first().filter(|_| self.is_display && is_labelled(row)) {
                self.tag(label, depth);
            }
            return;
        }
        self.out.push_str("\\begin{aligned}");
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                self.out.push_str(" \\\\ ");
            }
            let cells = self.elements(*row);
            for (column, &cell) in cells.iter().skip(usize::from(is_labelled(row))).enumerate() {
                if column > 0 {
                    self.out.push_str(" & ");
                }
                self.children(cell, depth + 2);
            }
        }
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("\\end{aligned} ");
    }

    /// The number of a formula, or the sign it has instead of one.
    fn tag(&mut self, label: NodeId, depth: usize) {
        let text = self.doc.text_content(label);
        let number = text.trim().trim_start_matches('(').trim_end_matches(')');
        if number.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')) {
            if !number.is_empty() {
                self.out.push_str("\\tag{");
                self.out.push_str(number);
                self.out.push('}');
            }
        } else {
            self.children(label, depth + 1);
        }
    }

    fn fenced(&mut self, id: NodeId, depth: usize) {
        let mark = |name, default| self.doc.attr_named(id, name).unwrap_or(default).to_owned();
        let (open, close) = (mark("open", "("), mark("close", ")"));
        self.out.push_str("\\left");
        self.signs(if open.is_empty() { "." } else { &open });
        for (index, part) in self.elements(id).into_iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            self.element(part, depth + 1);
        }
        self.out.push_str("\\right");
        self.signs(if close.is_empty() { "." } else { &close });
        self.out.push(' ');
    }
}

/// Functions TeX has a name for.
const FUNCTIONS: &[&str] = &[
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp",
    "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "sec", "sin",
    "sinh", "sup", "tan", "tanh",
];

/// The TeX of a sign that is not written as itself.
#[rustfmt::skip]
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        'α' => "\\alpha", 'β' => "\\beta", 'γ' => "\\gamma", 'δ' => "\\delta", 'ε' => "\\varepsilon", 'ϵ' => "\\epsilon",
        'ζ' => "\\zeta", 'η' => "\\eta", 'θ' => "\\theta", 'ϑ' => "\\vartheta", 'ι' => "\\iota", 'κ' => "\\kappa",
        'λ' => "\\lambda", 'μ' | 'µ' => "\\mu", 'ν' => "\\nu", 'ξ' => "\\xi", 'π' => "\\pi", 'ϖ' => "\\varpi", 'ρ' => "\\rho",
        'ϱ' => "\\varrho", 'σ' => "\\sigma", 'ς' => "\\varsigma", 'τ' => "\\tau", 'υ' => "\\upsilon", 'φ' => "\\varphi",
        'ϕ' => "\\phi", 'χ' => "\\chi", 'ψ' => "\\psi", 'ω' => "\\omega", 'Γ' => "\\Gamma", 'Δ' => "\\Delta", 'Θ' => "\\Theta",
        'Λ' => "\\Lambda", 'Ξ' => "\\Xi", 'Π' => "\\Pi", 'Σ' => "\\Sigma", 'Υ' => "\\Upsilon", 'Φ' => "\\Phi", 'Ψ' => "\\Psi",
        'Ω' => "\\Omega", 'ℓ' => "\\ell", 'ℏ' => "\\hbar", 'ℜ' => "\\Re", 'ℑ' => "\\Im", 'ℵ' => "\\aleph", '∂' => "\\partial",
        'ℝ' => "\\mathbb{R}", 'ℂ' => "\\mathbb{C}", 'ℕ' => "\\mathbb{N}", 'ℤ' => "\\mathbb{Z}", 'ℚ' => "\\mathbb{Q}",
        'ℙ' => "\\mathbb{P}", 'ℋ' => "\\mathcal{H}", 'ℒ' => "\\mathcal{L}", 'ℱ' => "\\mathcal{F}", 'ℳ' => "\\mathcal{M}",
        '∇' => "\\nabla", '∞' => "\\infty", '∑' => "\\sum", '∏' => "\\prod", '∐' => "\\coprod", '∫' => "\\int", '∬' => "\\iint",
        '∮' => "\\oint", '√' => "\\surd", '±' => "\\pm", '∓' => "\\mp", '×' => "\\times", '÷' => "\\div", '⋅' | '·' => "\\cdot",
        '∗' => "*", '⋆' | '★' => "\\star", '∘' => "\\circ", '∙' | '•' => "\\bullet", '⊕' => "\\oplus", '⊗' => "\\otimes",
        '⊙' => "\\odot", '†' => "\\dagger", '≤' => "\\leq", '≥' => "\\geq", '≪' => "\\ll", '≫' => "\\gg", '≠' => "\\neq",
        '≈' => "\\approx", '≡' => "\\equiv", '≅' => "\\cong", '≃' => "\\simeq", '∼' => "\\sim", '∝' => "\\propto", '≺' => "\\prec",
        '≻' => "\\succ", '∈' => "\\in", '∉' => "\\notin", '∋' => "\\ni", '⊂' => "\\subset", '⊃' => "\\supset",
        '⊆' => "\\subseteq", '⊇' => "\\supseteq", '∪' => "\\cup", '∩' => "\\cap", '∖' => "\\setminus", '∅' => "\\emptyset",
        '∀' => "\\forall", '∃' => "\\exists", '¬' => "\\neg", '∧' => "\\wedge", '∨' => "\\vee", '⊢' => "\\vdash",
        '⊨' => "\\models", '⊥' => "\\perp", '∥' | '‖' => "\\|", '∣' => "\\mid", '→' => "\\to", '←' => "\\leftarrow",
        '↔' => "\\leftrightarrow", '⇒' => "\\Rightarrow", '⇐' => "\\Leftarrow", '⇔' => "\\Leftrightarrow", '↦' => "\\mapsto",
        '⟶' => "\\longrightarrow", '⟹' => "\\implies", '↑' => "\\uparrow", '↓' => "\\downarrow", '⟨' | '〈' => "\\langle",
        '⟩' | '〉' => "\\rangle", '⌈' => "\\lceil", '⌉' => "\\rceil", '⌊' => "\\lfloor", '⌋' => "\\rfloor", '…' => "\\ldots",
        '⋯' => "\\cdots", '⋮' => "\\vdots", '⋱' => "\\ddots", '′' => "'", '″' => "''", '∠' => "\\angle", '△' => "\\triangle",
        '−' => "-", '{' => "\\{", '}' => "\\}", '%' => "\\%", '#' => "\\#", '&' => "\\&", '$' => "\\$", '_' => "\\_",
        '\\' => "\\backslash", '<' => "\\lt", '>' => "\\gt",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, dom};

    fn tex_of(mathml: &str) -> String {
        let doc = dom::parse(&format!("<p><math>{mathml}</math>"), &Limits::new());
        let math = doc.find(NodeId::DOCUMENT, Tag::Math).unwrap();
        tex(&doc, math).unwrap_or_default()
    }

    #[test]
    fn writes_scripts_fractions_and_roots() {
        assert_eq!(tex_of("<msub><mi>x</mi><mn>1</mn></msub><mo>+</mo><mn>2</mn>"), "x_{1} + 2");
        assert_eq!(tex_of("<mfrac><mi>a</mi><msqrt><mi>b</mi></msqrt></mfrac>"), r"\frac{a}{\sqrt{b}}");
        assert_eq!(
            tex_of(
                "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"
            ),
            r"\sum_{i = 1}^{n}"
        );
        assert_eq!(tex_of("<mover><mi>x</mi><mo>^</mo></mover>"), r"\hat{x}");
    }

    #[test]
    fn writes_names_upright_and_text_as_text() {
        assert_eq!(
            tex_of("<mi>log</mi><mi>λ</mi><mi>PARL</mi><mtext>if any</mtext>"),
            r"\log \lambda \mathrm{PARL} \text{if any}"
        );
    }

    #[test]
    fn a_row_with_a_number_is_one_line_and_several_are_aligned() {
        let row = "<mtr><mtd><mi>x</mi></mtd><mtd><mo>=</mo></mtd></mtr>";
        assert_eq!(
            tex_of(&format!("<mtable>{row}{row}</mtable>")),
            r"\begin{aligned}x & = \\ x & =\end{aligned}"
        );
        assert_eq!(
            tex_of(
                "<mtable><mlabeledtr><mtd><mtext>(1)</mtext></mtd><mtd><mi>a</mi></mtd></mlabeledtr></mtable>"
            ),
            "a"
        );
    }

    #[test]
    fn a_formula_on_its_own_line_keeps_its_number() {
        let tagged = |label: &str| {
            let html = format!(
                "<math display=block><mtable><mlabeledtr><mtd><mtext>({label})</mtext></mtd><mtd><mi>a</mi></mtd>"
            );
            let doc = dom::parse(&html, &Limits::new());
            tex(&doc, doc.find(NodeId::DOCUMENT, Tag::Math).unwrap()).unwrap()
        };
        assert_eq!(tagged("2.1"), r"a \tag{2.1}");
        assert_eq!(tagged("⋆"), r"a (\star )");
    }

    #[test]
    fn deep_nesting_ends() {
        let deep = format!("{}<mi>x</mi>{}", "<mrow>".repeat(400), "</mrow>".repeat(400));
        assert_eq!(tex_of(&deep), "x");
    }
}
