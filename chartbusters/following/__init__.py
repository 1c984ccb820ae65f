"""People who follow people: follows, blocks and mutes, songs passed on, and the stream of them"""
