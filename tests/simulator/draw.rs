//! Draws schedules. Each switches a part of all faults on, so that some are seen without the noise of others.

use fastrand::Rng;

use crate::copies::Style;
use crate::schedule::{Schedule, Seat};
use crate::service::Losing;
use crate::start::FIRST_FREE;
use crate::step::{Act, Deed, FolderFault, HandChange, Step, Until};
use crate::token::Token;

/// Draws a schedule in a faulty world.
pub fn faulty(seed: u64) -> Schedule {
    faulty_by(seed, &Fault::ALL)
}

/// Draws a schedule in a world with no other faults than these.
pub fn faulty_by(seed: u64, faults: &[Fault]) -> Schedule {
    let mut drawer = Drawer::new(seed, faults);
    let steps = drawer.rng.usize(20..=40);
    let mut deeds = Vec::with_capacity(steps);
    while deeds.len() < steps {
        deeds.extend(drawer.deed());
    }
    drawer.schedule(deeds)
}

/// Draws a schedule in a world without faults, where everyone is up to date before anybody acts.
pub fn benign(seed: u64) -> Schedule {
    let mut drawer = Drawer::new(seed, &[Fault::Races]);
    let mut deeds = Vec::new();
    for _ in 0..drawer.rng.usize(8..=16) {
        let client = drawer.client();
        let act = drawer.act();
        deeds.push(Deed::Act { client, act, crash: None });
        let others = (0..drawer.seats.len()).filter(|other| *other != client);
        for client in std::iter::once(client).chain(others) {
            let exchange = Deed::Exchange { replica: drawer.seats[client].replica, losing: Losing::CopyMine };
            deeds.extend([exchange.clone(), Deed::Sync { client, until: Until::End }, exchange]);
        }
    }
    Schedule { in_turn: true, ..drawer.schedule(deeds) }
}

/// A kind of fault; each schedule has some of those that it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// Members have replicas of their own, so that they change the file at the same time.
    Races,
    /// Devices crash at any await.
    Crashes,
    /// Operations stop at any await while other things happen.
    Pauses,
    /// Losers of races are hidden instead of set aside.
    Hides,
    /// Old versions come back.
    Replays,
    /// Files are there in part, or not at all.
    Tears,
    /// People edit the file by hand.
    Hands,
    /// They do so with programs that drop what they don't know.
    Unaware,
    /// Profiles are copied, and people join late.
    Clones,
    /// The owner changes roles.
    Roles,
    /// Folders and stores fail.
    Errors,
    /// Uploads take their time, and arrive in another order.
    Slow,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Races,
        Self::Crashes,
        Self::Pauses,
        Self::Hides,
        Self::Replays,
        Self::Tears,
        Self::Hands,
        Self::Unaware,
        Self::Clones,
        Self::Roles,
        Self::Errors,
        Self::Slow,
    ];

    /// Finds one by its name in lower case.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| format!("{fault:?}").eq_ignore_ascii_case(name))
    }

    /// Returns in how many of 16 schedules it is, where it may be.
    fn odds(self) -> u8 {
        match self {
            Self::Races => 15,
            Self::Crashes | Self::Pauses | Self::Hides | Self::Slow => 8,
            Self::Hands => 7,
            Self::Replays | Self::Tears => 6,
            Self::Clones | Self::Errors => 5,
            Self::Roles | Self::Unaware => 4,
        }
    }
}

struct Drawer {
    rng: Rng,
    seed: u64,
    seats: Vec<Seat>,
    style: Style,
    together: usize,
    faults: Vec<Fault>,
    next: u8,
}

impl Drawer {
    fn new(seed: u64, faults: &[Fault]) -> Self {
        let mut rng = Rng::with_seed(seed);
        let style = Style::ALL[rng.usize(..Style::ALL.len())];
        let together = rng.usize(0..=2);
        let faults: Vec<Fault> = faults.iter().copied().filter(|fault| rng.u8(..16) < fault.odds()).collect();
        let clients = rng.usize(2..=5);
        let seats = (0..clients).map(|place| seat(&mut rng, place, clients, &faults)).collect();
        Self { rng, seed, seats, style, together, faults, next: FIRST_FREE }
    }

    fn has(&self, fault: Fault) -> bool {
        self.faults.contains(&fault)
    }

    fn schedule(self, deeds: Vec<Deed>) -> Schedule {
        Schedule {
            seed: self.seed,
            seats: self.seats,
            style: self.style,
            together: self.together,
            in_turn: false,
            steps: deeds.into_iter().enumerate().map(|(number, deed)| Step { number, deed }).collect(),
            forgetful: false,
        }
    }

    fn deed(&mut self) -> Option<Deed> {
        let client = self.client();
        let replica = self.seats[client].replica;
        let pick = self.rng.usize(..64);
        let losing = self.losing();
        let deed = match self.rng.u8(..100) {
            0..30 => Deed::Act { client, act: self.act(), crash: self.crash() },
            30..33 => Deed::Open { client, pick },
            33..56 => Deed::Sync { client, until: self.until() },
            56..61 if self.has(Fault::Pauses) => Deed::Resume { client, until: self.until() },
            56..72 => Deed::Exchange { replica, losing },
            72..75 if self.has(Fault::Slow) => Deed::Take { replica },
            75..79 if self.has(Fault::Slow) => Deed::Arrive { pick, losing },
            72..82 => Deed::Deliver { replica, only: self.rng.bool().then_some(pick), losing },
            82..84 if self.has(Fault::Replays) && self.rng.bool() => Deed::Replay { pick },
            82..84 if self.has(Fault::Replays) => Deed::ReplayAt { replica, pick },
            84..86 if self.has(Fault::Tears) => Deed::Tear { replica, kept: self.kept() },
            86..88 if self.has(Fault::Hands) => Deed::HandOpen { replica },
            88..93 if self.has(Fault::Hands) => {
                let unaware = self.has(Fault::Unaware) && self.rng.bool();
                Deed::HandSave { replica, change: self.by_hand(), unaware }
            }
            93..94 if self.has(Fault::Clones) => Deed::Clone { from: client, to: self.seats.len() - 1 },
            94..95 if self.has(Fault::Clones) => {
                Deed::Join { client: self.seats.len() - 1, until: self.until() }
            }
            95..96 => Deed::SetClock { client, minutes: minutes(&mut self.rng) },
            96..98 if self.has(Fault::Errors) => {
                let how = [FolderFault::Busy, FolderFault::NoPermission, FolderFault::DiskFull];
                Deed::FolderFails { client, how: how[self.rng.usize(..3)], times: self.rng.usize(1..=5) }
            }
            98..99 if self.has(Fault::Errors) => Deed::StoreFails { client },
            _ => return None,
        };
        Some(deed)
    }

    fn client(&mut self) -> usize {
        self.rng.usize(..self.seats.len())
    }

    fn token(&mut self) -> Token {
        let token = Token(self.next.min(Token::MOST - 1));
        self.next += 1;
        token
    }

    fn act(&mut self) -> Act {
        let pick = self.rng.usize(..64);
        let line = self.rng.usize(..8);
        let draft = self.rng.u8(..3) == 0;
        let other = self.rng.usize(..64);
        match self.rng.u8(..150) {
            0..20 => Act::Add { token: self.token() },
            20..42 => Act::AddLine { pick, line, token: self.token(), draft },
            42..62 => Act::ReplaceLine { pick, line, token: self.token(), draft },
            62..77 => Act::Retitle { pick, token: self.token(), draft },
            77..84 => Act::Move { pick, to: line },
            84..94 => Act::Delete { pick },
            94..97 => Act::AddCategory { token: self.token() },
            97..102 => Act::Reorder { pick, to: other },
            102..108 => Act::Decide { pick, keep: line },
            108..111 => Act::Revert,
            111..115 => Act::Restore { pick },
            115..117 => Act::RenameCategory { pick, token: self.token() },
            117..119 => Act::DeleteCategory { pick, to: line },
            119..123 => Act::Tag { pick, token: self.token() },
            123..125 => Act::Untag { pick },
            125..127 => Act::RenameTag { pick, token: self.token() },
            127..130 => Act::AddSet { token: self.token() },
            130..132 => Act::RenameSet { pick, token: self.token() },
            132 => Act::DeleteSet { pick },
            133..138 => Act::PutInSet { set: line, pick, before: other },
            138..140 => Act::TakeFromSet { set: line, pick },
            140..145 => Act::Comment { pick, token: self.token() },
            145 => Act::DeleteComment { pick },
            _ if self.has(Fault::Roles) => Act::SetRole { member: self.client(), editor: self.rng.bool() },
            _ => Act::Add { token: self.token() },
        }
    }

    fn by_hand(&mut self) -> HandChange {
        let pick = self.rng.usize(..64);
        let line = self.rng.usize(..8);
        match self.rng.u8(..20) {
            0..4 => HandChange::Retitle { pick, token: self.token() },
            4..8 => HandChange::AddLine { pick, line, token: self.token() },
            8..12 => HandChange::ReplaceLine { pick, line, token: self.token() },
            12..15 => HandChange::Add { token: self.token() },
            15..17 => HandChange::Remove { pick },
            17..19 => HandChange::Reorder { by: line },
            _ => HandChange::Nothing,
        }
    }

    fn crash(&mut self) -> Option<usize> {
        (self.has(Fault::Crashes) && self.rng.u8(..5) == 0).then(|| self.rng.usize(..16))
    }

    fn until(&mut self) -> Until {
        match self.rng.u8(..10) {
            0..2 if self.has(Fault::Crashes) => Until::Crash(self.rng.usize(..22)),
            2..5 if self.has(Fault::Pauses) => Until::Pause(self.rng.usize(..16)),
            _ => Until::End,
        }
    }

    fn losing(&mut self) -> Losing {
        match self.rng.u8(..8) {
            0..2 if self.has(Fault::Hides) => Losing::HideMine,
            2..4 if self.has(Fault::Hides) => Losing::HideTheirs,
            4..6 => Losing::CopyTheirs,
            _ => Losing::CopyMine,
        }
    }

    fn kept(&mut self) -> Option<u8> {
        match self.rng.u8(..4) {
            0 => None,
            1 => Some(0),
            _ => Some(self.rng.u8(..)),
        }
    }
}

fn seat(rng: &mut Rng, place: usize, clients: usize, faults: &[Fault]) -> Seat {
    let clones = faults.contains(&Fault::Clones);
    let shares = place > 0 && rng.u8(..10) == 0;
    Seat {
        editor: place == 0 || rng.u8(..10) > 0,
        // The last machine is new where profiles are copied, unless the team would be one person then.
        joined: !(clones && place + 1 == clients && place > 0),
        replica: match place {
            _ if !faults.contains(&Fault::Races) => 0,
            _ if shares => rng.usize(..place),
            _ => place,
        },
        minutes: minutes(rng),
    }
}

/// Clocks are right, a little off, or some days or years wrong.
fn minutes(rng: &mut Rng) -> i64 {
    match rng.u8(..4) {
        0 => 0,
        1 => rng.i64(-3..=3),
        2 => rng.i64(-4_000..=4_000),
        _ => rng.i64(-2_000_000..=2_000_000),
    }
}
