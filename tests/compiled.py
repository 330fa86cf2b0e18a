"""What every app of a session compiles alike is compiled once: addresses and templates.

Each test makes the whole program anew; without this, most of its time would go into compiling.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class Templates(BytecodeCache):
    """Compiled templates, kept in memory; the files do not change while tests run."""

    def __init__(self) -> None:
        self.codes: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.codes[bucket.key] = bucket.code


def compile_addresses_once() -> None:
    """Let all rules for one address share what builds it.

    It depends on the address alone: the rule it works for, with its converters, is its argument.
    """
    compile_anew = Rule._compile_builder
    compiled: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}

    def compile_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        address = (*rule._trace, repr(rule.defaults), append_unknown)
        if address not in compiled:
            compiled[address] = compile_anew(rule, append_unknown)
        return compiled[address]

    Rule._compile_builder = compile_builder  # type: ignore[method-assign]
