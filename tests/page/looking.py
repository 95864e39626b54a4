"""Somebody at the page: finds things as a person does, by their names."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, Page, expect

Opener = Callable[..., Awaitable["Looker"]]


class Looker:
    """One pane of the page."""

    def __init__(self, page: Page, pane: str = "one") -> None:
        self.page = page
        self.key = pane
        self.pane = page.locator(f'.pane[data-pane="{pane}"]')
        self.area = self.pane.locator("textarea.say")
        self.log = self.pane.get_by_role("log")

    def other(self) -> "Looker":
        """The pane at the right."""
        return Looker(self.page, "two")

    async def be(self, handle: str) -> None:
        """Become somebody of the collective."""
        await self.pane.locator(".be").click()
        row = self.page.locator(f'.popover [data-person="{handle}"]')
        name = await row.locator(".name").inner_text()
        await row.click()
        await expect(self.pane.locator(".be .name")).to_have_text(name)

    async def enter(self, room: str) -> None:
        """Open a room by name; `dm` is the private one."""
        menu = self.pane.locator(".drawer-button")
        if await menu.is_visible():
            await menu.click()
        await self.pane.locator(f'[data-room="{room}"]').click()
        await expect(self.pane.locator(f'[data-room="{room}"]')).to_have_attribute(
            "aria-current", "page"
        )

    async def says(self, text: str) -> None:
        """Write and send."""
        await self.area.fill(text)
        await self.area.press("Enter")
        await expect(self.area).to_have_value("")

    async def command(self, typed: str) -> None:
        """Choose a slash command by what is typed after the slash."""
        await self.area.fill("")
        await self.area.press_sequentially(f"/{typed}")
        first = self.pane.locator(".composer > .picker [aria-selected=true]")
        await expect(first).to_contain_text(f"/{typed}")
        await self.area.press("Enter")

    def message(self, text: str) -> Locator:
        """The last message that has this text."""
        body = self.page.locator(".body", has_text=text)
        return self.pane.locator("article.message").filter(has=body).last

    async def act(self, text: str, label: str) -> None:
        """A button of a message's toolbar."""
        message = self.message(text)
        await message.hover()
        await message.locator(".toolbar").get_by_role("button", name=label).click()
