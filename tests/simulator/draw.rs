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
    let mut drawer = Drawer::new(seed);
    let steps = drawer.rng.usize(20..=40);
    let mut deeds = Vec::with_capacity(steps);
    while deeds.len() < steps {
        deeds.extend(drawer.deed());
    }
    drawer.schedule(deeds)
}

/// Draws a schedule in a world without faults, where everyone is up to date before anybody acts.
pub fn benign(seed: u64) -> Schedule {
    let mut drawer = Drawer::new(seed);
    for seat in &mut drawer.seats {
        seat.joined = true;
    }
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
    drawer.schedule(deeds)
}

/// Which faults there are.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Faults {
    crashes: bool,
    pauses: bool,
    hides: bool,
    replays: bool,
    tears: bool,
    hands: bool,
    unaware: bool,
    clones: bool,
    roles: bool,
    errors: bool,
    slow: bool,
}

struct Drawer {
    rng: Rng,
    seed: u64,
    seats: Vec<Seat>,
    style: Style,
    together: usize,
    faults: Faults,
    next: u8,
}

impl Drawer {
    fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let style = Style::ALL[rng.usize(..Style::ALL.len())];
        let together = rng.usize(0..=2);
        let mut on = |of_16: u8| rng.u8(..16) < of_16;
        let hands = on(7);
        let faults = Faults {
            crashes: on(8),
            pauses: on(8),
            hides: on(8),
            replays: on(6),
            tears: on(6),
            hands,
            unaware: hands && on(4),
            clones: on(5),
            roles: on(4),
            errors: on(5),
            slow: on(8),
        };
        let clients = rng.usize(2..=5);
        let seats = (0..clients).map(|place| seat(&mut rng, place, clients, faults.clones)).collect();
        Self { rng, seed, seats, style, together, faults, next: FIRST_FREE }
    }

    fn schedule(self, deeds: Vec<Deed>) -> Schedule {
        Schedule {
            seed: self.seed,
            seats: self.seats,
            style: self.style,
            together: self.together,
            steps: deeds.into_iter().enumerate().map(|(number, deed)| Step { number, deed }).collect(),
            forgetful: false,
        }
    }

    fn deed(&mut self) -> Option<Deed> {
        let client = self.client();
        let replica = self.seats[client].replica;
        let pick = self.rng.usize(..64);
        let losing = self.losing();
        let faults = &self.faults;
        let deed = match self.rng.u8(..100) {
            0..30 => Deed::Act { client, act: self.act(), crash: self.crash() },
            30..33 => Deed::Open { client, pick },
            33..56 => Deed::Sync { client, until: self.until() },
            56..61 if faults.pauses => Deed::Resume { client, until: self.until() },
            56..72 => Deed::Exchange { replica, losing },
            72..75 if faults.slow => Deed::Take { replica },
            75..79 if faults.slow => Deed::Arrive { pick, losing },
            72..82 => Deed::Deliver { replica, only: self.rng.bool().then_some(pick), losing },
            82..84 if faults.replays && self.rng.bool() => Deed::Replay { pick },
            82..84 if faults.replays => Deed::ReplayAt { replica, pick },
            84..86 if faults.tears => Deed::Tear { replica, kept: self.kept() },
            86..88 if faults.hands => Deed::HandOpen { replica },
            88..93 if faults.hands => {
                let unaware = faults.unaware && self.rng.bool();
                Deed::HandSave { replica, change: self.by_hand(), unaware }
            }
            93..94 if faults.clones => Deed::Clone { from: client, to: self.seats.len() - 1 },
            94..95 if faults.clones => Deed::Join { client: self.seats.len() - 1, until: self.until() },
            95..96 => Deed::SetClock { client, minutes: minutes(&mut self.rng) },
            96..98 if faults.errors => {
                let how = [FolderFault::Busy, FolderFault::NoPermission, FolderFault::DiskFull];
                Deed::FolderFails { client, how: how[self.rng.usize(..3)], times: self.rng.usize(1..=5) }
            }
            98..99 if faults.errors => Deed::StoreFails { client },
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
        match self.rng.u8(..100) {
            0..20 => Act::Add { token: self.token() },
            20..42 => Act::AddLine { pick, line, token: self.token(), draft },
            42..62 => Act::ReplaceLine { pick, line, token: self.token(), draft },
            62..77 => Act::Retitle { pick, token: self.token(), draft },
            77..84 => Act::Move { pick, to: line },
            84..94 => Act::Delete { pick },
            94..97 => Act::AddCategory { token: self.token() },
            _ if self.faults.roles => Act::SetRole { member: self.client(), editor: self.rng.bool() },
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
        (self.faults.crashes && self.rng.u8(..5) == 0).then(|| self.rng.usize(..16))
    }

    fn until(&mut self) -> Until {
        match self.rng.u8(..10) {
            0..2 if self.faults.crashes => Until::Crash(self.rng.usize(..22)),
            2..5 if self.faults.pauses => Until::Pause(self.rng.usize(..16)),
            _ => Until::End,
        }
    }

    fn losing(&mut self) -> Losing {
        match self.rng.u8(..8) {
            0..2 if self.faults.hides => Losing::HideMine,
            2..4 if self.faults.hides => Losing::HideTheirs,
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

fn seat(rng: &mut Rng, place: usize, clients: usize, clones: bool) -> Seat {
    let shares = place > 0 && rng.u8(..10) == 0;
    Seat {
        editor: place == 0 || rng.u8(..10) > 0,
        // The last machine is new where profiles are copied, unless the team would be one person then.
        joined: !(clones && place + 1 == clients && place > 0),
        replica: if shares { rng.usize(..place) } else { place },
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
