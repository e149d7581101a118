//! The one family of icons: a 16-unit grid, strokes of 1.5 with round ends, each a single path.

use web_sys::Node;

use crate::dom::svg;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    Alert,
    Back,
    Book,
    Carry,
    Chart,
    Check,
    Chevron,
    Clock,
    Close,
    Code,
    Copy,
    Delete,
    Device,
    Edit,
    Expand,
    File,
    Folder,
    Globe,
    Grip,
    Insert,
    Key,
    Layers,
    Lock,
    Mail,
    Manage,
    Megaphone,
    Merge,
    Note,
    Offline,
    Panel,
    Plus,
    Search,
    Star,
    Tag,
    Team,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Alert => "M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.2v.1",
            Self::Carry => "M3 5h9.500M9.500 2 12.500 5l-3 3M13 11H3.500M6.500 8l-3 3 3 3",
            Self::Back => "M9.5 3.5 5 8l4.5 4.5",
            Self::Book => {
                "M8 4.5C6.8 3.500 5 3 2.5 3v9.500c2.500 0 4.300.500 5.500 1.500 1.200-1 3-1.500 5.500-1.500V3C11 3 9.200 3.500 8 4.500Zm0 0V14"
            }
            Self::Chart => "M2.5 13.500h11M4.500 11V8M8 11V4M11.500 11V6",
            Self::Code => "M5.500 4.500 2 8l3.500 3.500m5-7L14 8l-3.500 3.5",
            Self::Globe => {
                "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM2 8h12M8 2c1.700 1.700 2.500 3.700 2.500 6S9.700 12.300 8 14C6.300 12.300 5.500 10.300 5.500 8S6.300 3.700 8 2Z"
            }
            Self::Mail => "M2.500 4h11v8h-11V4Zm0 .500L8 8.800l5.500-4.3",
            Self::Megaphone => "M3 6.500v3h2.500l6 3v-9l-6 3H3ZM5 9.500l.8 3.500h1.700l-.7-3M13.500 7v2",
            Self::Check => "m3 8.5 3.2 3.200L13 5",
            Self::Chevron => "M4.5 6.5 8 10l3.5-3.5",
            Self::Clock => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 5v3.200l2 1.3",
            Self::Close => "m4 4 8 8m0-8-8 8",
            Self::Copy => {
                "M7 5.500h5A1.5 1.5 0 0 1 13.5 7v5a1.5 1.5 0 0 1-1.5 1.500H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.500ZM3.5 10.500a1 1 0 0 1-1-1V4A1.5 1.5 0 0 1 4 2.500h5.500a1 1 0 0 1 1 1"
            }
            Self::Delete => {
                "M3 4.500h10M6.5 4.500V3h3v1.500m-5 0 .5 8.500h6l.5-8.500M6.8 7l.1 3.500M9.2 7l-.1 3.5"
            }
            Self::Device => "M3.5 3h9a.8.8 0 0 1 .8.8v6.700H2.700V3.8a.8.8 0 0 1 .8-.8ZM1.5 13h13",
            Self::Edit => "m10.2 3.3 2.5 2.5-6.7 6.7-3.2.7.7-3.2 6.7-6.700ZM8.7 4.8l2.5 2.5",
            Self::Expand => {
                "M9.5 2.500h4v4m0-4L8.7 7.300M6.5 3H3.700a1.2 1.2 0 0 0-1.2 1.200v8.100a1.2 1.2 0 0 0 1.2 1.200h8.100a1.2 1.2 0 0 0 1.2-1.200V9.5"
            }
            Self::File => "M4 2.500h5l3 3v8H4v-11Zm5 0v3h3",
            Self::Folder => {
                "M2 12V4.200A1.2 1.2 0 0 1 3.2 3H6l1.5 1.8h5.300A1.2 1.2 0 0 1 14 6v6a1.2 1.2 0 0 1-1.2 1.200H3.200A1.2 1.2 0 0 1 2 12Z"
            }
            Self::Grip => "M6 4v.1M6 8v.1M6 12v.1M10 4v.1M10 8v.1M10 12v.1",
            Self::Insert => "M13 3v4a2.5 2.5 0 0 1-2.5 2.500H3m3-3-3 3 3 3",
            Self::Key => {
                "M10 9.8A3.7 3.7 0 1 0 6.5 7.300l-4.3 4.300v2.200h2.200v-1.500h1.500v-1.500l1.2-1.200a3.7 3.7 0 0 0 2.9.2ZM11 5v.1"
            }
            Self::Layers => {
                "M8 2.500 14 5.500 8 8.500 2 5.500 8 2.500ZM2.500 8.300 8 11l5.500-2.700M2.500 11 8 13.700l5.500-2.7"
            }
            Self::Lock => {
                "M4.8 7.500h6.400a.8.8 0 0 1 .8.8v4.400a.8.8 0 0 1-.8.8H4.8a.8.8 0 0 1-.8-.8V8.300a.8.8 0 0 1 .8-.8Zm.7 0V5.200a2.5 2.5 0 0 1 5 0v2.3"
            }
            Self::Manage => "M2.5 5h6m3 0h2m-11 6h2m3 0h6M10 3.300v3.400M6 9.300v3.4",
            Self::Merge => {
                "M4.500 6v7M4.500 6A1.700 1.700 0 1 0 4.500 2.600 1.700 1.700 0 0 0 4.500 6Zm7 7.400a1.700 1.700 0 1 0 0-3.400 1.700 1.700 0 0 0 0 3.400ZM4.500 6.500c.3 3 2.500 5.200 5.300 5.200"
            }
            Self::Note => {
                "M4 3h8a1.2 1.2 0 0 1 1.2 1.200v5.600A1.2 1.2 0 0 1 12 11H8l-3 2.500V11H4a1.2 1.2 0 0 1-1.2-1.200V4.200A1.2 1.2 0 0 1 4 3Zm1.5 2.8h5m-5 2.400h3"
            }
            Self::Offline => {
                "M6 3.700a4 4 0 0 1 5.8 3.5 2.7 2.7 0 0 1 1.5 4.300m-2.3 1H4.500a3.1 3.1 0 0 1-.4-6.100l.3-.6M2.5 2.500l11 11"
            }
            Self::Panel => "M2.5 3h11v10h-11V3Zm6.500 0v10",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Search => "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.400L14 14",
            Self::Star => {
                "m8 2.300 1.700 3.600 3.900.500-2.900 2.700.800 3.900L8 11.100 4.500 13l.800-3.900L2.400 6.400l3.900-.500L8 2.300Z"
            }
            Self::Tag => "M2.500 2.500h5l6 6-5 5-6-6v-5ZM5.200 5.200v.1",
            Self::Team => {
                "M6 7.500A2.3 2.3 0 1 0 6 2.900a2.3 2.3 0 0 0 0 4.600ZM1.8 13c.2-2.3 1.9-3.8 4.2-3.8s4 1.5 4.2 3.8m.3-9.8a2.2 2.2 0 0 1 0 4.200m1.3 2.200c1.4.5 2.3 1.7 2.4 3.4"
            }
        }
    }
}

/// Draws an icon. It is never the only name of anything.
pub(crate) fn icon(icon: Icon) -> Node {
    let path = svg("path").attr("d", icon.path());
    svg("svg").class("icon").attr("viewBox", "0 0 16 16").attr("aria-hidden", "true").child(path).into()
}
