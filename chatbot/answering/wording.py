"""English words that carry grammar and no content: nothing is found by them. Stop lists often hold content too."""

from __future__ import annotations

_WORDS = """
    a about above after again against ain all
    also am an and any anyone anything are aren as at be because been before being below between both but by can
    cannot could couldn did didn do does doesn doing don down during each either else ever every few for from
    further had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn
    it its itself just let ll may maybe me might mine more most much must my myself neither no nor not of off on
    once one ones only or other others ought our ours ourselves out over own please quite rather re s same shall
    she should shouldn since so some someone something such t than that the their theirs them themselves then
    there these they this those though through to too under until up upon us ve very was wasn we were weren what
    whatever when where whether which while who whom whose why will with within without won would wouldn yet you
    your yours yourself yourselves
    arent cant couldnt didnt doesnt dont hadnt hasnt havent im isnt ive shouldnt thats theyre wasnt werent whats wont
    wouldnt youre
"""
FUNCTION_WORDS = frozenset(_WORDS.split())
