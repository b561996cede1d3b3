package io.muster.api.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What can be pressed on a page, by the name everybody hears or reads. */
final class Controls {
    private Controls() {}

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The button of this name in the dialog that is open. */
    static Locator answer(Page page, String name) {
        return page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What stands in the menu of an event, which is opened for it. */
    static Locator more(Page page, String name) {
        return inMenu(page.locator(".actions menu-button"), name);
    }

    /** What stands in the menu of the board, which is opened for it. */
    static Locator menu(Page page, String name) {
        return inMenu(page.locator(".top menu-button"), name);
    }

    private static Locator inMenu(Locator menu, String name) {
        Locator closed = menu.locator("> [aria-expanded=false]");
        menu.waitFor();
        if (closed.count() > 0) {
            closed.click();
        }
        return menu.locator(".menu").locator("button, a").filter(new Locator.FilterOptions().setHasText(name));
    }

    /** All events as cards. */
    static void cards(Page page) {
        page.evaluate("location.hash = '#/cards'");
        page.locator(".list-head").waitFor();
    }

    /** What can be done with somebody who is in, whose menu is opened for it. */
    static Locator ofPerson(Page page, String name, String what) {
        Locator menu = page.locator("menu-button", new Page.LocatorOptions().setHas(button(page, name + ": actions")));
        return inMenu(menu, what);
    }

    /** What takes a role of a shift, on the page of the staff. */
    static Locator accept(Page page) {
        return page.locator(".take");
    }

    /** What came of a press, on the one card. */
    static Locator outcome(Page page) {
        return page.locator(".shift-outcome");
    }

    /** One of the three parts of the page of the staff. */
    static Locator tab(Page page, String name) {
        return page.locator(".bar-nav").getByText(name);
    }
}
