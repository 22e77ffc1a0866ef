//! A caller's `RcDom` as a [`Document`].

use html5ever::interface::ElementFlags;
use html5ever::ns;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::sink::Builder;
use super::{Document, Namespace, NodeId};
use crate::article::Warning;
use crate::extractor::Limits;

/// Bytes of markup behind a node of a tree, at the least: one element with its tags, one text.
const MIN_NODE_BYTES: usize = 4;

/// Copies the tree, once, without changing it. Elements past the depth limit are flattened into the one above,
/// nodes past the node limit are left out; [`Document::warnings`] tells.
///
/// If the tree was parsed with scripting enabled (html5ever's default), `<noscript>` holds its markup as text; it is
/// treated as text that is not shown.
pub fn from_rcdom(dom: &RcDom, limits: &Limits) -> Document {
    copy(dom, limits, false)
}

/// As [`from_rcdom`], with the bodies of all scripts.
pub fn from_rcdom_with_scripts(dom: &RcDom, limits: &Limits) -> Document {
    copy(dom, limits, true)
}

fn copy(dom: &RcDom, limits: &Limits, scripts: bool) -> Document {
    let mut builder = Builder::new(0, limits, scripts);
    let mut warnings = Vec::new();
    let mut stack: Vec<(Handle, NodeId)> = Vec::new();
    let push_children = |stack: &mut Vec<(Handle, NodeId)>, node: &Handle, parent: NodeId| {
        stack.extend(node.children.borrow().iter().rev().map(|child| (child.clone(), parent)));
    };
    push_children(&mut stack, &dom.document, NodeId::DOCUMENT);
    while let Some((node, parent)) = stack.pop() {
        if builder.doc.len() >= limits.max_nodes {
            warnings.push(Warning::NodeLimit);
            break;
        }
        if builder.doc.len() as u64 >= limits.work() {
            warnings.push(Warning::WorkLimit);
            break;
        }
        let id = match &node.data {
            NodeData::Text { contents } => {
                if builder.discards_text(parent) {
                    continue;
                }
                let last = builder.doc.node(parent).last_child;
                match builder.text(&contents.borrow(), last) {
                    Some(id) => id,
                    None => continue,
                }
            }
            NodeData::Comment { contents } | NodeData::ProcessingInstruction { contents, .. } => {
                builder.comment(contents)
            }
            NodeData::Doctype { .. } => builder.doctype(),
            NodeData::Document => continue,
            NodeData::Element { name, attrs, template_contents, mathml_annotation_xml_integration_point } => {
                if builder.doc.depth(parent) + 1 >= limits.max_depth {
                    if !warnings.contains(&Warning::DepthLimit) {
                        warnings.push(Warning::DepthLimit);
                    }
                    push_children(&mut stack, &node, parent);
                    continue;
                }
                let namespace = match name.ns {
                    ns!(svg) => Namespace::Svg,
                    ns!(mathml) => Namespace::MathMl,
                    _ => Namespace::Html,
                };
                let template = template_contents.borrow();
                let mut flags = ElementFlags::default();
                flags.template = template.is_some();
                flags.mathml_annotation_xml_integration_point = *mathml_annotation_xml_integration_point;
                let attributes = attrs.borrow().iter().take(limits.max_attributes).cloned().collect();
                let id = builder.element(name.local.clone(), namespace, attributes, &flags);
                if let (Some(contents), Some(root)) = (&*template, builder.doc.template_contents(id)) {
                    push_children(&mut stack, contents, root);
                }
                push_children(&mut stack, &node, id);
                id
            }
        };
        builder.append(parent, id);
    }
    builder.doc.warnings = warnings;
    builder.doc.bytes = builder.doc.text.len() + MIN_NODE_BYTES * builder.doc.len();
    builder.doc.steps = builder.doc.len() as u64;
    builder.doc
}
