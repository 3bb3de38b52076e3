"""Made-up documents of other bodies: a report, a budget section and a resolution."""

FUND = """FCCC/LAMP/2030/8
Distr.: General
8 March 2031
Original: English

Subsidiary Body for Lamps

Report of the Subsidiary Body on its forty-ninth session, held in Katowice from 2 to 8 December 2030

1. The Chair of the body, Mr. Paul Wick (France), opened the session on 2 December.

2. The Lamp Fund Board set a resource target for 2030 of USD 300 million.

3. The resource strategy of the Lamp Fund for 2029–2032 was welcomed by the Parties.

4. The secretariat may employ two keepers in the harbours of the Parties, and trains them.
"""
BUDGET = """A/86/6 (Sect. 32)
Distr.: General
24 April 2031

Eighty-sixth session

Proposed programme budget for 2032

1. The bank charges include fees for the transfer of lamp oil.

2. The proposed resources for bank charges for 2032 amount to $195,100.

3. The Assembly endorsed the framework for foghorns and continued the pension of the keepers.
"""
LAKES = """A/RES/85/142
Distr.: General
16 December 2030

Eighty-fifth session

Resolution adopted by the General Assembly on 12 December 2030

85/142. World Harbour Day

The General Assembly,

1. Decides to designate 27 August as World Harbour Day;

2. Invites the Programme to facilitate its observance.
"""
