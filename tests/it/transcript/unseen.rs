//! More conversations written by hand, after the folding was settled: nothing was fitted to them.

/// A line each: who speaks, and what is said.
pub const TALKS: [&str; 7] = [
    "A Bright Smile Orthodontics, this is Tanya.
C Good morning Tanya, I need to move my son's appointment.
A Sure. What's his name?
C Elliot Marsh.
A Elliot Marsh. And his birthday?
C June ninth, two thousand eleven.
A June ninth. Okay, I have him down for Wednesday at three fifteen.
C Right, Wednesday at three fifteen, and he has a game that day.
A Oh, fun. How about Thursday at four?
C Thursday at four. Let me look. Yes, that works.
A Perfect. Thursday at four, then.
C Perfect, thank you.
A You're welcome. Have a good day.
C You too. Bye.
A Bye.",
    "A Hello?
C Hello, is this the towing company?
A Yes it is.
C I'm stuck on Route 9, just past the second light.
A Which way are you facing?
C North. North, I think.
A North. Okay. What are you driving?
C A white Tacoma.
A White Tacoma. Anybody hurt?
C No, no, nobody's hurt. The wheel came off.
A The wheel came off?
C The wheel came off.
A Alright. Forty-five minutes.
C Forty-five minutes. Okay.
A Stay in the truck, okay?
C Okay.
A Okay.",
    "A Granite State Roofing, how can I help you?
C Yeah, hi, we had hail on Sunday and now there's water coming in over the stairs.
A I'm sorry to hear that. Is it still coming in?
C Not right now, no.
A Okay, good. Do you know how old the roof is?
C It was here when we bought the house, so at least fifteen years.
A Fifteen years. And have you talked to your insurance yet?
C Not yet. Should I?
A I would, yes. They'll send an adjuster, and we can meet him there.
C You can meet him there? That's great.
A We do it all the time. What's the address?
C 221 Pine Hill Road, in Hooksett.
A 221 Pine Hill Road, Hooksett. And the best number?
C 603-555-0142.
A 603-555-0142.
C Yes.
A Got it. I'll put you down for tomorrow at nine.
C Tomorrow at nine. Thank you so much.
A No problem. See you tomorrow.
C See you tomorrow.",
    "A Thank you for calling Family Eye Care. Our office is closed. Please leave a message after the tone.
C Hi, this is Mrs. Okafor, I was in on Monday and I think the left lens is wrong, everything's a little bit blurry when I read.
C My number is 716, 555, 0170. I'm home until noon. Thank you. Bye-bye.",
    "A Northside Rentals.
C Do you have a stump grinder for Saturday?
A For Saturday, let me check. Yes, one left.
C One left. How much?
A A hundred and ten for four hours, one seventy for the day.
C One seventy for the day. And do I need a trailer?
A It comes on a trailer.
C It comes on a trailer, great. What about the deposit?
A Two hundred, on a card.
C On a card.
A Yes, we can't take cash for that.
C That's okay. Hold it for me?
A I'll hold it. Last name?
C Delacroix. D-E-L-A-C-R-O-I-X.
A Delacroix, D-E-L-A-C-R-O-I-X.
C That's it.
A See you Saturday.
C See you Saturday. Thanks.
A Thanks.",
    "A Allied Staffing, Priya speaking.
C Hi Priya, I'm calling about the warehouse job I saw online.
A Which location was that?
C I think it said Mechanicsburg.
A Mechanicsburg, second shift?
C Second shift, yes.
A That one's been filled, but there's one just like it in Carlisle.
C Carlisle, hmm. That's forty minutes from me.
A It pays two dollars more.
C Two dollars more?
A Two dollars more an hour, and it's permanent.
C Okay, I'm listening.
A Can you come in tomorrow and bring your ID and a resume?
C Tomorrow, ID and a resume. What time?
A Any time before two.
C Before two. Okay, I'll be there.
A Great.
C Great, thanks.",
    "A Good evening, Villa Roma.
C Good evening. A table for six at seven thirty?
A Tonight?
C No, tomorrow.
A Tomorrow at seven thirty, for six. Inside or outside?
C Outside if it's not raining.
A Outside if it's not raining. And the name?
C Whitcombe.
A Could you spell that?
C W-H-I-T-C-O-M-B-E.
A Thank you. Any allergies?
C One of us can't have nuts.
A No nuts. Okay. We'll see you tomorrow.
C Thank you.
A Thank you. Good night.
C Good night.",
];
