"""The networks for playing, in numpy: forward passes only, no torch"""
