package io.chatguard.redact.door;

import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputFile;
import com.openai.models.responses.ResponseInputItem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Requests that carry a file in their JSON. */
final class Bodies {

    private Bodies() {}

    static ResponseCreateParams withFile(String filename, String data) {
        ResponseInputFile file =
                ResponseInputFile.builder().filename(filename).fileData(data).build();
        return ResponseCreateParams.builder()
                .model("gpt-4o")
                .inputOfResponse(List.of(ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                        .role(ResponseInputItem.Message.Role.USER)
                        .content(List.of(ResponseInputContent.ofInputFile(file)))
                        .build())))
                .build();
    }

    /** The text of the file in that body. */
    static String decoded(String body) {
        String marker = "\"file_data\":\"";
        int from = body.indexOf(marker) + marker.length();
        String data = body.substring(from, body.indexOf('"', from));
        int comma = data.indexOf(',');
        if (comma > 0 && !data.startsWith(";base64", comma - 7)) {
            return URLDecoder.decode(data.substring(comma + 1), StandardCharsets.UTF_8);
        }
        return new String(Base64.getDecoder().decode(data.substring(comma + 1)), StandardCharsets.UTF_8);
    }
}
