"""What a coordinator does with a concern, by the buttons of its page."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def close_concern(page: Page, text: str) -> None:
    page.get_by_text("Afsluiten…").click()
    form = page.locator("form").filter(has=page.locator("[name=outcome]"))
    form.locator("[value=solved]").check()
    form.locator("textarea").fill(text)
    form.get_by_role("button").last.click()
    expect(page.get_by_text("Het zorgsignaal is afgesloten.")).to_be_visible()
