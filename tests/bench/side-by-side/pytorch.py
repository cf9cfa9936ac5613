"""Trains ModelSpecs with eager PyTorch for the bench: a command a line of JSON on standard input, an answer a line on output.

probe    what is here: version, devices, threads
open     builds the members, takes first weights and batches; from then on one case is open at a time
losses, train, issue, launches, peak    as the interface Contender in contender.ts
"""

import base64
import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional


def array(text, shape):
    """A tensor from base64 of little-endian float32."""
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32).reshape(shape)


class Pool(nn.Module):
    """Mean of windows of 2 along each spatial axis, or over all of space."""

    def __init__(self, everywhere):
        super().__init__()
        self.everywhere = everywhere

    def forward(self, x):
        if self.everywhere:
            return x.mean(dim=tuple(range(2, x.dim())))
        return functional.avg_pool1d(x, 2) if x.dim() == 3 else functional.avg_pool2d(x, 2)


class Scale(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return x * self.factor


class ChannelsLastFlatten(nn.Module):
    def forward(self, x):
        return x.movedim(1, -1).flatten(1)


def build_layer(layer, shape):
    """The module of a placed layer; `shape` is its input without the batch, channels last."""
    kind, channels, rank = layer["kind"], shape[-1], len(shape)
    if kind in ("conv1d", "conv2d"):
        convolution = nn.Conv1d if kind == "conv1d" else nn.Conv2d
        return convolution(channels, layer["filters"], layer["kernel"], padding="same", bias=layer["bias"])
    if kind == "batchNorm":
        return {1: nn.BatchNorm1d, 2: nn.BatchNorm1d, 3: nn.BatchNorm2d}[rank](channels, eps=1e-3, momentum=0.1)
    if kind == "dense":
        return nn.Linear(channels, layer["units"])
    modules = {
        "relu": nn.ReLU,
        "averagePool": lambda: Pool(False),
        "globalAveragePool": lambda: Pool(True),
        "flatten": ChannelsLastFlatten,
        "scale": lambda: Scale(layer["factor"]),
        "dropout": lambda: nn.Dropout(layer["rate"]),
    }
    return modules[kind]()


class Model(nn.Module):
    """Branches, concatenation and head of a ModelSpec."""

    def __init__(self, member):
        super().__init__()
        self.representations = [branch["representation"] for branch in member["branches"]]
        names = self.representations + ["head"]
        self.chains = nn.ModuleDict({name: nn.Sequential() for name in names})
        for placed in member["placed"]:
            name, index = placed["path"].split("/")
            self.chains[name].add_module(index, build_layer(placed["layer"], placed["input"]))
        for weight in member["weights"]:
            name, index = weight["path"].split("/")
            self.take(getattr(self.chains[name], index), weight)

    def take(self, module, weight):
        values = array(weight["values"], weight["shape"])
        target = module.bias if weight["name"] in ("bias", "beta") else module.weight
        if weight["name"] == "kernel":
            # From [...window, in, out] to [out, in, ...window].
            values = values.permute(values.dim() - 1, values.dim() - 2, *range(values.dim() - 2))
        with torch.no_grad():
            target.copy_(values)

    def forward(self, inputs):
        merged = [self.chains[name](inputs[name]) for name in self.representations]
        return self.chains["head"](merged[0] if len(merged) == 1 else torch.cat(merged, dim=1))


class Case:
    def __init__(self, request):
        self.device = torch.device(request["device"])
        torch.set_num_threads(request["threads"])
        torch.backends.cudnn.benchmark = True
        if self.device.type == "cuda":
            torch.cuda.reset_peak_memory_stats()
        self.models = [Model(member).to(self.device) for member in request["members"]]
        options = {"lr": request["learningRate"], "betas": tuple(request["decays"]), "eps": request["epsilon"]}
        self.optimisers = [torch.optim.Adam(model.parameters(), **options) for model in self.models]
        self.batches = [self.batch(each, request["shapes"]) for each in request["batches"]]
        self.steps = 0

    def batch(self, batch, shapes):
        labels = torch.tensor(batch["labels"], dtype=torch.long, device=self.device)
        inputs = {}
        for name, text in batch["inputs"].items():
            values = array(text, [len(labels), *shapes[name]])
            if len(shapes[name]) > 1:
                values = values.movedim(-1, 1).contiguous()
            inputs[name] = values.to(self.device)
        return inputs, labels

    def step(self):
        """Hands one optimiser step of every member to the device; returns the losses that it began with."""
        inputs, labels = self.batches[self.steps % len(self.batches)]
        self.steps += 1
        losses = []
        for model, optimiser in zip(self.models, self.optimisers):
            optimiser.zero_grad(set_to_none=True)
            loss = functional.cross_entropy(model(inputs), labels)
            loss.backward()
            optimiser.step()
            losses.append(loss.detach())
        return losses

    def settle(self):
        if self.device.type == "cuda":
            torch.cuda.synchronize()

    def losses(self, steps):
        return [sum(loss.item() for loss in self.step()) for _ in range(steps)]

    def train(self, steps):
        self.settle()
        started = time.perf_counter()
        for _ in range(steps):
            self.step()
        self.settle()
        return time.perf_counter() - started

    def issue(self):
        if self.device.type != "cuda":
            return None
        self.settle()
        started = time.perf_counter()
        self.step()
        elapsed = time.perf_counter() - started
        self.settle()
        return 1000 * elapsed

    def launches(self):
        if self.device.type != "cuda":
            return None
        from torch.profiler import ProfilerActivity, profile

        with profile(activities=[ProfilerActivity.CUDA]) as profiler:
            self.step()
            self.settle()
        kernels = [each for each in profiler.events() if each.device_type == torch.autograd.DeviceType.CUDA]
        return len(kernels) or None

    def peak(self):
        return torch.cuda.max_memory_allocated() if self.device.type == "cuda" else None


def probe():
    cuda = torch.cuda.is_available()
    return {
        "version": torch.__version__,
        "cuda": torch.cuda.get_device_name(0) if cuda else None,
        "threads": max(torch.get_num_threads(), len(os.sched_getaffinity(0))),
    }


def main():
    case = None
    for line in sys.stdin:
        request = json.loads(line)
        verb = request["do"]
        try:
            if verb == "probe":
                answer = probe()
            elif verb == "open":
                case, answer = Case(request), None
            elif verb in ("losses", "train"):
                answer = getattr(case, verb)(request["steps"])
            else:
                answer = getattr(case, verb)()
            print(json.dumps({"answer": answer}), flush=True)
        except Exception as error:  # Whatever goes wrong here is the reason in the bench's row.
            print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)


main()
