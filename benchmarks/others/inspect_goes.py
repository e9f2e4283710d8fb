"""inspect_ai evaluates the task: one sample again and again, or a stored log scored anew.

A mock model hands in the finished work; the scorer runs it in its own process, without a sandbox.
That is the quickest way inspect_ai has, and none that one would take with a stranger's code.
"""

import os
from pathlib import Path
from typing import Any

import inspect_ai
from inspect_ai import Task, score
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import EvalLog, read_eval_log, write_eval_log
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer
from inspect_ai.solver import TaskState, generate

from benchmarks.others import goes, task


@scorer(metrics=[mean()])
def criteria(folder: str, points: dict[str, int]) -> Scorer:
    """Run the work among the register's rows, then ask the criteria."""

    async def judged(state: TaskState, _target: Target) -> Score:
        os.chdir(folder)
        names: dict[str, Any] = {}
        exec(f"{task.LOAD}\n{state.output.completion}", names)  # the work
        held = {name: bool(eval(question, names)) for name, question in task.CRITERIA.items()}
        earned = sum(points[name] for name, holds in held.items() if holds)
        return Score(value=earned, metadata=held)

    return judged


def register(folder: str, samples: int, points: dict[str, int]) -> Task:
    """Return the task with as many samples as there are trainees."""
    people = [Sample(input="Xét sổ đăng ký.", id=f"hv{number:03}") for number in range(samples)]
    return Task(dataset=MemoryDataset(people), solver=generate(), scorer=criteria(folder, points))


def played(folder: Path, samples: int) -> EvalLog:
    """Evaluate; return the log, as it was written too."""
    work = [ModelOutput.from_content("mockllm/model", task.WORK) for _ in range(samples)]
    for one in work:  # else it counts them with a vocabulary from the network
        one.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
    model = get_model("mockllm/model", custom_outputs=work, memoize=False)
    whole = register(str(folder), samples, task.POINTS)
    (log,) = inspect_ai.eval(whole, model=model, log_dir=str(folder / "logs"), display="none")
    return log


def earned(log: EvalLog) -> float:
    """Return the score of the last sample."""
    if log.status != "success" or not log.samples:
        raise SystemExit(f"{log.status}: {log.error.message if log.error else ''}")
    scores = log.samples[-1].scores or {}
    return float(next(iter(scores.values())).as_float())


def main() -> None:
    """Prepare, go, and tell the milliseconds."""
    asked = goes.parser().parse_args()
    folder = asked.folder.resolve()
    if not asked.once:
        task.write(folder, asked.rows)
    if not asked.regrade:
        goes.go(asked, lambda: earned(played(folder, 1)))
        return
    location = played(folder, asked.regrade).location

    def anew() -> float:
        log = read_eval_log(location)
        changed = score(log, criteria(str(folder), task.CHANGED), action="overwrite")
        write_eval_log(changed, str(folder / "again.eval"))
        return earned(changed)

    goes.tell(anew, 1, goes.total(task.CHANGED), warm=0)


if __name__ == "__main__":
    main()
