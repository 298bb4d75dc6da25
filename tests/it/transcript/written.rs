//! Conversations written by hand, in words and shapes that the made ones do not have: short answers one after the
//! other, names that are spelled, numbers read back in groups, both saying the same, questions that repeat the answer.

use callbook::call::Speaker;

use super::conversation::Truth;
use super::unseen;

/// A line each: who speaks, and what is said.
const TALKS: [&str; 8] = [
    "A Riverside Animal Hospital, Denise speaking.
C Hi Denise, um, my dog ate a whole bar of dark chocolate about twenty minutes ago.
A Oh no. How much does he weigh?
C He's about forty pounds.
A Forty pounds. And how much chocolate?
C It was like a three ounce bar.
A Okay. Is he acting normal?
C Yes.
A Any vomiting?
C No.
A Is he drinking?
C Yes. Yes, he is.
A Okay. I'd still like you to bring him in, just to be safe.
C Okay.
A Can you be here in half an hour?
C Half an hour, yes. What's the address again?
A We're at 1450 Fuller Road, right across from the fire station.
C 1450 Fuller Road. Okay, we're leaving now.
A Okay, see you soon. Bye-bye.
C Bye.",
    "A Hartwell and Pace, attorneys at law.
C Yes, is Mr. Pace available?
A He's in court this morning. May I ask who's calling?
C It's Rebecca Szymanski.
A Could you spell the last name for me?
C S-Z-Y-M-A-N-S-K-I.
A S-Z-Y-M-A-N-S-K-I. Thank you. And a number?
C 604, 555, 0188.
A 604, 555, 0188?
C That's right.
A And what is this regarding?
C A car accident. I was rear-ended in March and the other insurance won't return my calls.
A Alright. Were you injured?
C Yeah, my neck.
A Alright. I'll have him call you back before five.
C Before five. Great.
A Anything else?
C No, that's all. Thank you very much.
A You're welcome.",
    "A Thanks for calling Comfort First, are you calling about heating or cooling?
C Hello?
A Hello, can you hear me?
C Hello? Yes, now I can.
A Sorry about that. How can I help?
C The furnace keeps shutting off. It runs two minutes and then it clicks and dies.
A Do you see a light blinking on it?
C Hang on. Yeah, there's a red one.
A How many times does it blink?
C Three. One, two, three. Yes, three.
A Three blinks is the pressure switch. We can have a tech there between one and four.
C Between one and four today?
A Yes, today.
C Perfect. How much is that?
A It's eighty-nine for the visit and then he'll quote you.
C Eighty-nine. Okay. Let's do it.
A Okay, what's the best number?
C This one is fine.
A This one. Okay, you're all set.",
    "A Kingsley Ford parts, this is Omar.
C Omar, it's Bill from Bill's Garage. I need a water pump for an oh nine Escape.
A Two point five or three liter?
C Three liter.
A Three liter, okay. I show two in stock, one hundred forty-one sixty.
C That's my cost?
A That's your cost.
C Alright, hold one for me.
A Hold one. Got it. PO number?
C 77 dash 310.
A 77 dash 310.
C Yep. And the gasket.
A The gasket comes with it.
C Beautiful. I'll send the kid over.
A Sounds good, Bill.
C Later.
A Later.",
    "A Good afternoon, Maple Leaf Moving.
C Good afternoon. I'd like an estimate for a move from Guelph to Kingston.
A Sure, when are you looking to move?
C The thirtieth of next month.
A The thirtieth. And how many bedrooms?
C Three bedrooms, plus a piano.
A A piano. Is it an upright or a grand?
C An upright.
A Okay, any stairs?
C Yes. Twelve steps at the old place, none at the new one.
A Twelve steps, none at the new one. Okay.
C And my mother-in-law has a china cabinet that she thinks is worth more than my house.
A They always do. We'll wrap it twice.
C I appreciate that.
A So for that distance it comes to roughly twenty-four hundred, and I'd email you the details.
C Twenty-four hundred. Okay. Okay, that's about what I expected.
A What's your email?
C It's jfournier at example dot com.
A J-F-O-U-R-N-I-E-R?
C Correct.",
    "A Front desk.
C Hi, room 412, there's no hot water.
A I'm sorry. 412?
C 412.
A I'll send someone up right away.
C Thanks.
A You're welcome.
C How long?
A Ten minutes.
C Okay.
A Okay.
C Bye.
A Bye.",
    "C Is this the place that does the windshields?
A Yes ma'am, what kind of vehicle?
C It's a 2016 Corolla. There's a crack all the way across, it started as a chip and I ignored it.
A No worries, everyone does. Is it going through insurance?
C I think so. I have a hundred dollar deductible on glass.
A Do you have the policy number handy?
C Let me find it. It's QX 448 2210.
A QX 448 2210. And the company is?
C Northbridge.
A Northbridge, okay. I can do Thursday at eight or Friday at noon.
C Friday at noon.
A Friday at noon it is. It takes about an hour and a half, and you can't wash it for two days.
C I can't wash it for two days. Got it.
A Yeah, the seal has to cure.
C Makes sense. Thank you so much for squeezing me in.
A My pleasure.",
    "A Lakeshore Pizza, pickup or delivery?
C Delivery please.
A Address?
C 88 Dundas, apartment 6B.
A 6D?
C B, as in boy.
A B as in boy. Okay. Go ahead.
C One large pepperoni, one medium veggie with no olives, and a two liter of ginger ale.
A One large pepperoni, one medium veggie no olives, two liter ginger ale.
C Yes.
A Anything else?
C No. Actually yes, garlic bread.
A Garlic bread, with cheese?
C With cheese.
A That's forty-three fifty, about forty minutes.
C Forty minutes? Okay.
A Cash or card?
C Card.
A Thank you.
C Thank you.",
];

/// All of them.
pub fn talks() -> Vec<Vec<Truth>> {
    of(&TALKS)
}

/// Those that were written after the folding was settled.
pub fn unseen() -> Vec<Vec<Truth>> {
    of(&unseen::TALKS)
}

fn of(talks: &[&str]) -> Vec<Vec<Truth>> {
    let lines = |talk: &&str| talk.lines().map(line).collect();
    talks.iter().map(lines).collect()
}

fn line(line: &str) -> Truth {
    let (who, text) = line.split_once(' ').unwrap();
    Truth {
        speaker: if who == "A" {
            Speaker::Agent
        } else {
            Speaker::Caller
        },
        text: text.to_owned(),
    }
}
