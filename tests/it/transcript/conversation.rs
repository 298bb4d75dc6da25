//! Conversations made from a seed: who really said what.

use callbook::call::Speaker;

/// A small generator of numbers (splitmix64): the same seed, the same conversation.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % limit as u64).unwrap()
    }

    /// True so many times of a hundred.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// What was really said in one go.
#[derive(Clone, Debug)]
pub struct Truth {
    pub speaker: Speaker,
    pub text: String,
}

const REPLIES: [&str; 16] = [
    "Okay.",
    "Yeah.",
    "Yes.",
    "No.",
    "Alright.",
    "Sure.",
    "Right.",
    "Mm-hmm.",
    "Oh, okay.",
    "Perfect.",
    "Great, thank you.",
    "That's fine.",
    "Sounds good.",
    "Yes, please.",
    "Uh-huh.",
    "No problem.",
];
const WHO: [&str; 8] = [
    "Sean",
    "the technician",
    "my husband",
    "the plumber",
    "Maria",
    "your colleague",
    "someone",
    "the office",
];
const WHAT: [&str; 12] = [
    "the patio door",
    "a root canal",
    "the water heater",
    "my transmission",
    "two bedroom windows",
    "the front brakes",
    "a cleaning",
    "the garage door",
    "an oil change",
    "the leaking faucet",
    "a crown",
    "the air conditioner",
];
const WHEN: [&str; 8] = [
    "tomorrow morning",
    "on Tuesday",
    "next week",
    "this afternoon",
    "by the end of the month",
    "on Friday at ten",
    "after the holidays",
    "around three thirty",
];
const WHERE: [&str; 6] = [
    "on Marine Drive",
    "downtown",
    "near the mall",
    "in Springfield",
    "out in the county",
    "at the Oak Street office",
];
const ASKS: [&str; 10] = [
    "I was wondering if {who} could come by {when} to look at {what}.",
    "Do you guys do anything with {what}, and how much would that run me?",
    "I had an appointment {when} for {what} but nobody showed up.",
    "We bought {what} from you last spring and it already stopped working.",
    "Is {who} still working {where}? He helped us with {what}.",
    "My insurance said they would cover {what} if you send them the paperwork {when}.",
    "I'm trying to find out whether {what} is ready to be picked up.",
    "Could you tell me what your hours are {where}?",
    "I left a message {when} about {what} and I never heard anything back.",
    "It makes a grinding noise whenever {who} tries to open it, so I figured I should call.",
];
const ANSWERS: [&str; 10] = [
    "Let me look at the schedule and see whether {who} is free {when}.",
    "We can get somebody out there {when}, would that work for you?",
    "For {what} we charge a service fee of about ninety dollars, and it goes toward the repair.",
    "I'm sorry about that, he should have been there. Let me give him a call.",
    "I see it here in the system, it looks like {what} was ordered but it hasn't shipped.",
    "The manager is {where} today, but I can have {who} call you back {when}.",
    "We don't handle {what} ourselves, although we work with a company that does.",
    "So what I'm going to do is put in a request and {who} will reach out {when}.",
    "If you can bring it in {where}, we could take a look at it right away.",
    "You would need a referral before we can book {what}, unfortunately.",
];
const GREETINGS: [&str; 5] = [
    "Thank you for calling Peak Dental, this is Maria, how can I help you?",
    "ABC Windows and Doors.",
    "Good morning, Lakeside Plumbing, how may I direct your call?",
    "Thanks for calling Northgate Auto, can I help you?",
    "Hello?",
];
const NOTICE: &str =
    "To serve you better, this call may be recorded for training and quality purposes.";

/// What was said in a call of about so many lines.
pub fn conversation(dice: &mut Dice, lines: usize) -> Vec<Truth> {
    let mut said = Vec::new();
    if dice.percent(60) {
        say(&mut said, Speaker::Agent, NOTICE);
    }
    say(&mut said, Speaker::Agent, dice.pick(&GREETINGS));
    while said.len() < lines {
        match dice.below(10) {
            0..=6 => {
                // Mostly the other goes on.
                let agent = (last(&said) == Speaker::Caller) == dice.percent(80);
                let (speaker, from) = if agent {
                    (Speaker::Agent, &ANSWERS)
                } else {
                    (Speaker::Caller, &ASKS)
                };
                sentences(dice, &mut said, speaker, from);
            }
            7 => reply_to(dice, &mut said),
            8 => reply_both(dice, &mut said),
            _ => read_back(dice, &mut said),
        }
    }
    say(&mut said, Speaker::Caller, "Okay. Thank you. Bye.");
    if dice.percent(50) {
        say(&mut said, Speaker::Agent, "Alright. Bye.");
    }
    said
}

fn say(said: &mut Vec<Truth>, speaker: Speaker, text: &str) {
    let text = text.to_owned();
    said.push(Truth { speaker, text });
}

fn sentences(dice: &mut Dice, said: &mut Vec<Truth>, speaker: Speaker, from: &[&str]) {
    let count = 1 + dice.below(2);
    let text: Vec<String> = (0..count).map(|_| filled(dice, from)).collect();
    say(said, speaker, &text.join(" "));
}

fn filled(dice: &mut Dice, from: &[&str]) -> String {
    dice.pick(from)
        .replace("{who}", dice.pick(&WHO))
        .replace("{what}", dice.pick(&WHAT))
        .replace("{when}", dice.pick(&WHEN))
        .replace("{where}", dice.pick(&WHERE))
}

fn last(said: &[Truth]) -> Speaker {
    said.last().map_or(Speaker::Caller, |truth| truth.speaker)
}

fn reply_to(dice: &mut Dice, said: &mut Vec<Truth>) {
    let speaker = last(said).other();
    say(said, speaker, dice.pick(&REPLIES));
}

/// Both say the same short thing.
fn reply_both(dice: &mut Dice, said: &mut Vec<Truth>) {
    let reply = dice.pick(&REPLIES);
    let speaker = last(said).other();
    say(said, speaker, reply);
    say(said, speaker.other(), reply);
}

/// A number, and the other reads it back.
fn read_back(dice: &mut Dice, said: &mut Vec<Truth>) {
    let number: Vec<String> = (0..7).map(|_| dice.below(10).to_string()).collect();
    let spoken = format!("{}-{}", number[..3].concat(), number[3..].concat());
    let first = dice.pick(&["My number is {}.", "It's {}.", "{}."]);
    let back = dice.pick(&["{}.", "So that's {}?", "{}, got it.", "Okay, {}."]);
    say(said, Speaker::Caller, &first.replace("{}", &spoken));
    say(said, Speaker::Agent, &back.replace("{}", &spoken));
    if dice.percent(60) {
        say(
            said,
            Speaker::Caller,
            dice.pick(&["Yes.", "Correct.", "Right.", "Yep."]),
        );
    }
}
