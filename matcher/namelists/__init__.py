"""Weekly lists of names: taken in as a whole, looked up, and divided over who can help best.

Source: [004] Kolenkit: an agency sends about twenty names a week; one colleague per organisation
looks who knows them and who is active, and each name goes to one worker, by specialism.
"""
