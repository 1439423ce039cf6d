"""The variational autoencoders of AutoencoderBenchmark and, with "convolutional", of DigitAutoencoders in PyTorch.

Arguments: cpu or cuda, threads, rows of a mini-batch, steps of a round, and "convolutional".
"""
import resource
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

device, threads, batch, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
torch.manual_seed(0)
torch.set_num_threads(threads)
rows = 10_000
if sys.argv[5:] == ["convolutional"]:
    half = {"stride": 2, "padding": 1}
    encoder = nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)), nn.Conv2d(1, 32, 4, **half), nn.ReLU(), nn.Conv2d(32, 64, 4, **half), nn.ReLU(), nn.Flatten()
    )
    mean, log_variance = nn.Linear(64 * 7 * 7, 20), nn.Linear(64 * 7 * 7, 20)
    decoder = nn.Sequential(
        nn.Linear(20, 64 * 7 * 7),
        nn.ReLU(),
        nn.Unflatten(1, (64, 7, 7)),
        nn.ConvTranspose2d(64, 32, 4, **half),
        nn.ReLU(),
        nn.ConvTranspose2d(32, 1, 4, **half),
        nn.Flatten(),
    )
else:
    encoder = nn.Sequential(nn.Linear(784, 400), nn.ReLU())
    mean, log_variance = nn.Linear(400, 20), nn.Linear(400, 20)
    decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784))
model = nn.ModuleList([encoder, mean, log_variance, decoder]).to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
pixels = ((torch.rand(rows, 784) < 0.2).float() * torch.rand(rows, 784)).to(device)


def step():
    x = pixels[torch.randint(0, rows, (batch,), device=device)]
    hidden = encoder(x)
    m, v = mean(hidden), log_variance(hidden)
    z = m + torch.randn_like(m) * torch.exp(0.5 * v)
    logits = decoder(z)
    missed = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    loss = (missed - 0.5 * torch.sum(1 + v - m.pow(2) - v.exp())) / batch
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


def processor_time():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


for _ in range(steps):
    step()
for _ in range(3):
    clock, processor = time.time(), processor_time()
    for _ in range(steps):
        loss = step()
    last = loss.item()
    print(
        f"loss {last:.2f}, {steps / (time.time() - clock):.1f} steps a second, "
        f"{steps / (processor_time() - processor):.1f} steps a second of processor time"
    )
