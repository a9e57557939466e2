package io.chatguard.testkit;

import java.util.Map;

/** A {@code url_citation}: which code points of the answer ({@code start} to before {@code end}) rest on which page. */
record Citation(String url, String title, int start, int end) {
    /** The form of Responses, flat. */
    Map<String, Object> flat() {
        return Json.object("type", "url_citation")
                .and("start_index", start)
                .and("end_index", end)
                .and("title", title)
                .and("url", url);
    }

    /** The form of chat completions, nested. */
    Map<String, Object> nested() {
        return Json.object("type", "url_citation")
                .and(
                        "url_citation",
                        Json.object("start_index", start)
                                .and("end_index", end)
                                .and("title", title)
                                .and("url", url));
    }
}
