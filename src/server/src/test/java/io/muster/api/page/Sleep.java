package io.muster.api.page;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;

/** While it lasts, the pages of a browser stand still: their processes are stopped, as all are on a laptop that sleeps. */
final class Sleep implements AutoCloseable {
    private final List<String> pages;

    private Sleep(List<String> pages) {
        this.pages = pages;
    }

    /** Begins for all pages of this one's browser. */
    static Sleep of(Page page) throws IOException, InterruptedException {
        Browser browser = page.context().browser();
        JsonObject processes = browser.newBrowserCDPSession().send("SystemInfo.getProcessInfo");
        List<String> pages = new ArrayList<>();
        for (JsonElement process : processes.getAsJsonArray("processInfo")) {
            if (process.getAsJsonObject().get("type").getAsString().equals("renderer")) {
                pages.add(process.getAsJsonObject().get("id").getAsString());
            }
        }
        Sleep sleep = new Sleep(pages);
        sleep.tellThem("-STOP");
        return sleep;
    }

    /** There is nothing to wait for but the time itself. */
    void lastsFor(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        tellThem("-CONT");
    }

    private void tellThem(String signal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        command.addAll(pages);
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("the browser's pages cannot be told " + signal);
        }
    }
}
