"""Words beside a formula by which it may not be all that is meant."""

ALARMING = frozenset(
    """per pro je each jeder jede jedes squared quadriert inverse inverses inverted invertiert transposed transponiert
    transpose rounded round abgerundet aufgerundet gerundet without ohne except außer not nicht kein keine wrong falsch
    divided geteilt durch over hoch to power half halb halbe doubled doppelt twice zweimal sum summe product produkt or oder
    bzw resp instead statt forgot vergessen incorrect root wurzel unsure maybe vielleicht perhaps guess""".split()
)
"""Words beside a formula by which it may not be all, or not be meant."""
DENYING = frozenset("not nicht kein keine no never nie wrong falsch false incorrect untrue instead statt".split())
"""Words of a clause by which it does not say what its formula says."""
CHANGING = frozenset(
    """per pro squared quadriert inverted invertiert transposed transponiert without ohne divided geteilt doubled or oder bzw
    resp""".split()
)
"""Words right behind a formula by which it is not the whole answer."""
UNEQUAL = frozenset("∈ ≤ ≥ < > ≠".split())
"""What stands behind these signs is not what stands before them."""
HARMLESS = frozenset(
    """and for where with since because which in is are mit wobei für und da weil also gilt by as we so that if denn when wenn
    remark from therefore hence thus due after note using daher somit damit folgt nach wie aus dies das the this it then
    weights parameters output""".split()
)
"""Words that may follow a formula and take nothing from it; behind any other word it may not be at its end."""
