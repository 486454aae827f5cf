"""
The mean of two checkpoints' weights, where one was trained on from the other: right more often than either (Wortsman et
al., "Model soups", 2022).

    average.py before.pt after.pt --out mean.pt
"""

import argparse

import torch

if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("checkpoints", nargs=2)
    options.add_argument("--key", default="model", help="what the trainer's checkpoint calls its weights")
    options.add_argument("--out", required=True)
    given = options.parse_args()
    before, after = (torch.load(path, weights_only=True)[given.key] for path in given.checkpoints)
    torch.save({given.key: {name: (before[name] + weight) / 2 for name, weight in after.items()}}, given.out)
