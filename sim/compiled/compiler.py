"""The compiler: numba if it is installed; otherwise plain Python, which gives the same bits a hundred times slower."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from sim.bar import tell
from sim.words import say

Function = TypeVar("Function", bound=Callable[..., Any])

try:
    if os.environ.get("GAIJU_PLAIN"):
        raise ImportError("plain Python was asked for")
    import numba
    from numba.extending import intrinsic

    COMPILED = True
except ImportError:
    COMPILED = False
"""Whether steps are compiled."""

if COMPILED:
    _OPTIONS = {"error_model": "numpy", "cache": True, "nogil": True, "no_cfunc_wrapper": True}
    _FLOATS = numba.types.Array(numba.float64, 1, "C", readonly=True)
    _WAITING: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []
    _ROWS = numba.types.Array(numba.uint64, 1, "C", readonly=True)
    _NEW, _BLOCK = numba.types.Array(numba.float64, 1, "C"), numba.types.Array(numba.float64, 2, "C")

    @intrinsic  # type: ignore[untyped-decorator]
    def as_float(context: Any, bits: Any) -> Any:
        """Return the float that has these bits."""
        from llvmlite import ir

        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.bitcast(args[0], ir.DoubleType())

        return numba.float64(numba.int64), generate

    @intrinsic  # type: ignore[untyped-decorator]
    def as_bits(context: Any, value: Any) -> Any:
        """Return the bits of a float."""
        from llvmlite import ir

        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.bitcast(args[0], ir.IntType(64))

        return numba.int64(numba.float64), generate

    @intrinsic  # type: ignore[untyped-decorator]
    def _room(context: Any) -> Any:
        """Return the address of 64 floats on the stack."""
        from llvmlite import ir

        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            with builder.goto_entry_block():
                room = builder.alloca(ir.ArrayType(ir.DoubleType(), 64))
            return builder.bitcast(room, ir.DoubleType().as_pointer())

        return numba.types.CPointer(numba.float64)(), generate

    @numba.njit(inline="always")  # type: ignore[untyped-decorator]
    def on_stack() -> Any:
        """Return an array of 64 floats on the stack of the caller, which overlaps with no column."""
        return numba.carray(_room(), 64)

    def compile_function(function: Function) -> Function:
        """Compile a function, called by compiled code only, when that is compiled."""
        compiled: Function = numba.njit(**_OPTIONS, no_cpython_wrapper=True)(function)
        return compiled

    def compile_step(numbers: Any, names: str) -> Callable[[Function], Function]:
        """Compile a step when it is first needed, or take it from the cache of this machine.

        Parameters
        ----------
        numbers
            The type of the record of parameters, as a numpy type.
        names
            What each argument is, a letter each: a column of floats or of rows, the parameters, the month; a new column
            or a block of new ones, to be filled.
        """

        def keep_for_later(function: Function) -> Function:
            _WAITING.append((function, _signature(numbers, names)))
            return function

        return keep_for_later

    def compile_month(numbers: Any, names: str) -> Callable[[Function], Function]:
        """Take the function that calls all steps from the cache of this machine, or compile it and them."""

        def compile_it(function: Function) -> Function:
            signature = _signature(numbers, names)
            try:  # a cached month holds its steps; without one, they are not compiled yet
                month: Any = numba.njit(**_OPTIONS)(function)
                month.compile(signature)
            except numba.errors.TypingError:
                tell(say("engine.compiling", "en"))
                ready_steps()
                month = numba.njit(**_OPTIONS)(function)
                month.compile(signature)
            month.disable_compile()
            compiled: Function = month
            return compiled

        return compile_it

    def ready_steps() -> None:
        """Compile the steps, or take them from the cache, in place of the plain functions of their module."""
        while _WAITING:
            function, signature = _WAITING.pop()
            step = numba.njit(**_OPTIONS)(function)
            step.compile(signature)
            step.disable_compile()  # else the month would compile it anew for arrays that may be written
            function.__globals__[function.__name__] = step

    def _signature(numbers: Any, names: str) -> tuple[Any, ...]:
        record = numba.types.Array(numba.from_dtype(numbers), 1, "C", readonly=True)
        kinds = {"f": _FLOATS, "r": _ROWS, "p": record, "m": numba.float64, "n": _NEW, "b": _BLOCK}
        return tuple(kinds[letter] for letter in names)

else:
    warnings.filterwarnings("ignore", "overflow encountered", RuntimeWarning, "sim.compiled.made")

    def as_float(bits: Any) -> Any:
        """Return the float that has these bits."""
        return np.int64(bits).view(np.float64)

    def as_bits(value: Any) -> Any:
        """Return the bits of a float."""
        return np.float64(value).view(np.int64)

    def on_stack() -> Any:
        """Return an array of 64 floats."""
        return np.empty(64)

    def compile_function(function: Function) -> Function:
        """Return the function as it is."""
        return function

    def compile_step(numbers: Any, names: str) -> Callable[[Function], Function]:
        """Return the step as it is."""
        return compile_function

    compile_month = compile_step

    def ready_steps() -> None:
        """Do nothing: plain Python is ready."""
