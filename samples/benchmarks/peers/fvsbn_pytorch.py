"""The fully visible sigmoid belief network of AutoregressiveDigits in PyTorch: masked logistic regressions of the digits of MNIST.

Arguments: a folder with the four files; dynamic or threshold; epochs; learning rate at the start of a cosine decay; seed; threads.
"""
import gzip
import math
import pathlib
import sys

import numpy
import torch
import torch.nn.functional as F

folder, kind, epochs, rate, seed, threads = sys.argv[1], sys.argv[2], *map(float, sys.argv[3:7])
torch.set_num_threads(int(threads))
torch.manual_seed(int(seed))
pixels, batch = 784, 100


def images(name):
    with gzip.open(pathlib.Path(folder) / f"{name}-images-idx3-ubyte.gz") as file:
        return torch.tensor(numpy.frombuffer(file.read()[16:], numpy.uint8).reshape(-1, pixels).astype("float32") / 255)


def binary(intensities):
    return torch.bernoulli(intensities) if kind == "dynamic" else (intensities > 0.5).float()


def loss(intensities):
    x = binary(intensities)
    return F.binary_cross_entropy_with_logits(F.linear(x, weight * mask, bias), x, reduction="sum") / len(x)


train, test = images("train"), images("t10k")
mask = torch.tril(torch.ones(pixels, pixels), -1)
weight = torch.zeros(pixels, pixels, requires_grad=True)
bias = torch.zeros(pixels, requires_grad=True)
optimizer = torch.optim.Adam([weight, bias], lr=rate)
steps = int(epochs) * len(train) // batch
schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 0.5 * (1 + math.cos(math.pi * step / steps)))
for epoch in range(int(epochs)):
    total = 0.0
    for rows in torch.randperm(len(train)).split(batch):
        value = loss(train[rows])
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        schedule.step()
        total += value.item()
with torch.no_grad():
    print(f"{kind}, learning rate {rate:g}: training {total * batch / len(train):.2f} nats an image at the end, test {loss(test):.2f}")
