"""The variational autoencoder of AutoencoderBenchmark in PyTorch. Arguments: cpu or cuda, threads, rows of a mini-batch, steps of a round."""
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
encoder, mean, log_variance = nn.Linear(784, 400), nn.Linear(400, 20), nn.Linear(400, 20)
latent, decoder = nn.Linear(20, 400), nn.Linear(400, 784)
model = nn.ModuleList([encoder, mean, log_variance, latent, decoder]).to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
pixels = ((torch.rand(rows, 784) < 0.2).float() * torch.rand(rows, 784)).to(device)


def step():
    x = pixels[torch.randint(0, rows, (batch,), device=device)]
    hidden = F.relu(encoder(x))
    m, v = mean(hidden), log_variance(hidden)
    z = m + torch.randn_like(m) * torch.exp(0.5 * v)
    logits = decoder(F.relu(latent(z)))
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
