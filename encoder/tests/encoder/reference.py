"""Writes reference.jsonl: texts, their word pieces, and their vectors times 10,000 by the published
model in double precision. Needs numpy and tokenizers; the argument is the folder of the model.

python3 reference.py FOLDER > reference.jsonl
"""

import json
import struct
import sys
from math import erf, sqrt
from pathlib import Path

import numpy as np
import tokenizers

TEXTS = [
    "where is my order",
    "How many days do I have to send something back?",
    "delivry cost nl",
    "I was charged twice for ONE jacket!!! Please refund the second payment to my card.",
    "Wie lange dauert der Versand nach Österreich?",
    "¿Puedo cambiar la talla de mis botas?",
    "退货政策是什么？",
    "thanks 👍",
    "asdfgh",
    "is this jacket waterproof " * 40,
]

folder = Path(sys.argv[1])
file = (folder / "model.safetensors").read_bytes()
(length,) = struct.unpack("<Q", file[:8])
header = json.loads(file[8 : 8 + length])


def tensor(name):
    entry = header[name]
    begin, end = (8 + length + offset for offset in entry["data_offsets"])
    return np.frombuffer(file[begin:end], "<f4").reshape(entry["shape"]).astype(np.float64)


def linear(rows, name):
    return rows @ tensor(name + ".weight").T + tensor(name + ".bias")


def norm(rows, name):
    rows = rows - rows.mean(axis=1, keepdims=True)
    rows = rows / np.sqrt((rows**2).mean(axis=1, keepdims=True) + 1e-12)
    return rows * tensor(name + ".weight") + tensor(name + ".bias")


def attend(rows, name):
    query, key, value = (
        linear(rows, f"{name}.{part}").reshape(-1, 12, 32).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    scores = np.exp(query @ key.transpose(0, 2, 1) / sqrt(32))
    shares = scores / scores.sum(axis=2, keepdims=True)
    return (shares @ value).transpose(1, 0, 2).reshape(-1, 384)


def gelu(rows):
    return rows * 0.5 * (1 + np.vectorize(erf)(rows / sqrt(2)))


def embed(pieces):
    rows = tensor("embeddings.word_embeddings.weight")[pieces]
    rows = rows + tensor("embeddings.position_embeddings.weight")[: len(pieces)]
    rows = rows + tensor("embeddings.token_type_embeddings.weight")[0]
    rows = norm(rows, "embeddings.LayerNorm")
    for number in range(6):
        layer = f"encoder.layer.{number}"
        context = linear(attend(rows, layer + ".attention.self"), layer + ".attention.output.dense")
        rows = norm(rows + context, layer + ".attention.output.LayerNorm")
        inner = gelu(linear(rows, layer + ".intermediate.dense"))
        rows = norm(rows + linear(inner, layer + ".output.dense"), layer + ".output.LayerNorm")
    mean = rows.mean(axis=0)
    return mean / np.linalg.norm(mean)


tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.enable_truncation(128)
for text in TEXTS:
    pieces = tokenizer.encode(text).ids
    vector = [round(10_000 * value) for value in embed(pieces)]
    print(json.dumps([text, pieces, vector], ensure_ascii=False, separators=(",", ":")))
