"""How the chord model is learnt: labelled tunes in, small tables of whole numbers out."""
