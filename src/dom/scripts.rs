//! The bodies of a page's scripts, which its tree leaves out: read from the text it was parsed from, when they are asked
//! for.

use std::borrow::Cow;

use super::{Document, NodeId};

/// A page's tree, and the text it was parsed from.
#[derive(Clone, Copy)]
pub struct Scripts<'a> {
    /// The tree.
    pub tree: &'a Document,
    /// The text; empty for a tree that has the bodies of its scripts.
    pub page: &'a str,
}

impl<'a> Scripts<'a> {
    /// The body of a script.
    pub fn body(&self, script: NodeId) -> Cow<'a, str> {
        let left_out = self.tree.script_left_out(script).and_then(|body| self.page.get(body));
        left_out.map_or_else(|| self.tree.text_content(script).into(), Cow::Borrowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::{Kind, Tag, parse};
    use crate::extractor::Limits;

    fn bodies(page: &str) -> Vec<String> {
        let tree = parse(page, &Limits::new());
        let scripts = Scripts { tree: &tree, page };
        let is_script = |&id: &NodeId| tree.kind(id) == Kind::Element && tree.tag(id) == Tag::Script;
        tree.ids().filter(is_script).map(|id| scripts.body(id).into_owned()).collect()
    }

    #[test]
    fn bodies_are_those_between_the_tags() {
        assert_eq!(
            bodies("a<script>x = '<p>'</script><style>b</style><SCRIPT src=y>z</Script >c"),
            ["x = '<p>'", "z"]
        );
        assert_eq!(
            bodies("\u{feff}<p><script type='application/ld+json'>{}</script><script>ä</script>"),
            ["{}", "ä"]
        );
        assert_eq!(
            bodies("<table><script>in a table</script><tr><td><script>in a cell</script></table>"),
            ["in a table", "in a cell"]
        );
    }

    #[test]
    fn what_only_looks_like_a_script_has_no_body() {
        assert_eq!(
            bodies("<!-- <script>a</script> --><textarea><script>b</script></textarea>"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_body_without_end_goes_on_to_the_end_of_the_page() {
        assert_eq!(bodies("<script>no end <b>x</b>"), ["no end <b>x</b>"]);
    }

    #[test]
    fn a_body_with_a_comment_in_it_is_read_up_to_the_first_end_tag() {
        assert_eq!(bodies("<script><!-- x = 1 --></script>b"), ["<!-- x = 1 -->"]);
    }
}
