"""The masked autoencoder of MaskedAutoencoderBenchmark in PyTorch, masks multiplied to the weights at every step.

Arguments: cpu or cuda, threads, rows of a mini-batch, steps of a round.
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
rows, pixels, hidden = 10_000, 784, 500


class Masked(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.register_buffer("mask", mask)

    def forward(self, x):
        return F.linear(x, self.weight * self.mask, self.bias)


entries = torch.arange(1, pixels + 1)
degrees = torch.randint(1, pixels, (hidden,))
inner = Masked((degrees[:, None] >= entries[None, :]).float())
outer = Masked((entries[:, None] > degrees[None, :]).float())
direct = Masked((entries[:, None] > entries[None, :]).float())
model = nn.ModuleList([inner, outer, direct]).to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
data = (torch.rand(rows, pixels) < 0.2).float().to(device)


def step():
    x = data[torch.randint(0, rows, (batch,), device=device)]
    logits = outer(torch.tanh(inner(x))) + direct(x)
    loss = F.binary_cross_entropy_with_logits(logits, x, reduction="sum") / batch
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
