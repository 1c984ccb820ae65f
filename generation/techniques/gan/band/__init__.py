"""The band network: one GAN for six genres that hears 32 bars and draws rhythm before pitch."""
