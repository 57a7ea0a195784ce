"""The job that calls a webhook, again and with longer pauses until it is heard or given up."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request

from matcher.errors import AbbinaError
from matcher.store import NotStored
from matcher.store.webhooks import Webhook, get_webhook
from service.hooks import SIGNATURE, check_address, sign
from service.jobs.orders import DeliveryOrder
from service.jobs.task import Done, Report, Task, only

TIMEOUT_S = 10.0
CALLS = 5
"""Calls of one job; each pause is four times as long as the one before."""


def deliver(task: Task) -> Done:
    """One call to a webhook, signed anew at each try; a webhook that is gone or switched off is not called.

    A receiver may hear of one event twice: it knows by the job's id, in `Abbina-Delivery`.
    Result: `{"status", "tries"}`; `status` is the receiver's, 0 where there was nobody to call.

    Raises:
        AbbinaError: nobody took the call.
    """
    order = DeliveryOrder.model_validate(task.job.payload)
    hook = _find(task, order.webhook_id)
    if hook is None or not hook.is_active:
        return only({"status": 0, "tries": 0})
    check_address(hook.url, allow_private=task.tools.settings.allow_private_hooks)
    body = order.body.encode()
    status = 0
    for number in range(CALLS):
        if number:
            _pause(task.report, task.tools.settings.hook_pause_s * 4 ** (number - 1))
        task.report.tell(number / CALLS, f"call {number + 1}")
        headers = {
            "Content-Type": "application/json",
            "Abbina-Event": order.event,
            "Abbina-Delivery": task.job.id,
            SIGNATURE: sign(hook.secret, body, at=int(time.time())),
        }
        status = _call(hook.url, body, headers)
        if 200 <= status < 300:
            return only({"status": status, "tries": number + 1})
    answered = f"its last answer was {status}" if status else "it could not be reached"
    raise AbbinaError(f"the webhook did not take the call in {CALLS} tries: {answered}")


def _find(task: Task, webhook_id: str) -> Webhook | None:
    with task.store.reading() as tx:
        try:
            return get_webhook(tx, task.programme_id, webhook_id)
        except NotStored:
            return None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A call goes to the address that was checked, and to no other."""

    def redirect_request(self, *_arguments: object) -> None:
        """Follow nothing."""


def _call(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer, 0 without one."""
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - checked before
    opener = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=TIMEOUT_S) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as err:
        return err.code
    except (OSError, http.client.HTTPException):
        return 0


def _pause(report: Report, seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        report.check()
        time.sleep(min(left, 0.2))
