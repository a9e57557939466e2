package io.chatguard.redact.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a conversation into the parameters of the SDK. */
final class ConversationCalls {

    private static final String MODEL = "gpt-4o";
    static final String TOOL = "look_up";

    private ConversationCalls() {}

    static ChatCompletionCreateParams chat(Conversation conversation) {
        ChatCompletionCreateParams.Builder out =
                ChatCompletionCreateParams.builder().model(MODEL);
        int call = 0;
        for (Message message : conversation.messages()) {
            switch (message.role()) {
                case SYSTEM -> out.addSystemMessage(message.text());
                case DEVELOPER -> out.addDeveloperMessage(message.text());
                case ASSISTANT -> {
                    if (message.shape() == Message.Shape.TOOL_CALL) {
                        out.addMessage(toolCall(message, ++call));
                    } else {
                        out.addAssistantMessage(message.text());
                    }
                }
                case TOOL ->
                    out.addMessage(ChatCompletionToolMessageParam.builder()
                            .toolCallId("call_" + call)
                            .content(result(message))
                            .build());
                default -> user(out, message);
            }
        }
        if (call > 0) {
            out.addFunctionTool(FunctionDefinition.builder().name(TOOL).build());
        }
        if (!conversation.metadata().isEmpty()) {
            out.metadata(ChatCompletionCreateParams.Metadata.builder()
                    .additionalProperties(values(conversation.metadata()))
                    .build());
        }
        return out.build();
    }

    private static void user(ChatCompletionCreateParams.Builder out, Message message) {
        if (message.shape() != Message.Shape.PARTS) {
            out.addUserMessage(message.text());
            return;
        }
        List<ChatCompletionContentPart> parts = new ArrayList<>();
        for (String part : message.parts()) {
            parts.add(ChatCompletionContentPart.ofText(
                    ChatCompletionContentPartText.builder().text(part).build()));
        }
        out.addUserMessageOfArrayOfContentParts(parts);
    }

    private static ChatCompletionAssistantMessageParam toolCall(Message message, int call) {
        return ChatCompletionAssistantMessageParam.builder()
                .addToolCall(ChatCompletionMessageFunctionToolCall.builder()
                        .id("call_" + call)
                        .function(ChatCompletionMessageFunctionToolCall.Function.builder()
                                .name(TOOL)
                                .arguments(json(message.arguments()))
                                .build())
                        .build())
                .build();
    }

    static ResponseCreateParams response(Conversation conversation) {
        ResponseCreateParams.Builder out =
                ResponseCreateParams.builder().model(MODEL).store(false);
        List<ResponseInputItem> items = new ArrayList<>();
        int call = 0;
        for (Message message : conversation.messages()) {
            switch (message.role()) {
                case SYSTEM -> items.add(said(EasyInputMessage.Role.SYSTEM, message));
                case DEVELOPER -> items.add(said(EasyInputMessage.Role.DEVELOPER, message));
                case ASSISTANT -> {
                    if (message.shape() == Message.Shape.TOOL_CALL) {
                        items.add(ResponseInputItem.ofFunctionCall(ResponseFunctionToolCall.builder()
                                .callId("call_" + ++call)
                                .name(TOOL)
                                .arguments(json(message.arguments()))
                                .build()));
                    } else {
                        items.add(said(EasyInputMessage.Role.ASSISTANT, message));
                    }
                }
                case TOOL ->
                    items.add(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                            .callId("call_" + call)
                            .output(result(message))
                            .build()));
                default -> items.add(user(message));
            }
        }
        if (!conversation.metadata().isEmpty()) {
            out.metadata(ResponseCreateParams.Metadata.builder()
                    .additionalProperties(values(conversation.metadata()))
                    .build());
        }
        return out.inputOfResponse(items).build();
    }

    private static ResponseInputItem said(EasyInputMessage.Role role, Message message) {
        return ResponseInputItem.ofEasyInputMessage(
                EasyInputMessage.builder().role(role).content(message.text()).build());
    }

    private static ResponseInputItem user(Message message) {
        if (message.shape() != Message.Shape.PARTS) {
            return said(EasyInputMessage.Role.USER, message);
        }
        List<ResponseInputContent> parts = new ArrayList<>();
        for (String part : message.parts()) {
            parts.add(ResponseInputContent.ofInputText(
                    ResponseInputText.builder().text(part).build()));
        }
        return ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .contentOfResponseInputMessageContentList(parts)
                .build());
    }

    private static String result(Message message) {
        return message.shape() == Message.Shape.TOOL_JSON ? json(Map.of("result", message.text())) : message.text();
    }

    private static Map<String, JsonValue> values(Map<String, String> map) {
        Map<String, JsonValue> values = new java.util.LinkedHashMap<>();
        map.forEach((key, value) -> values.put(key, JsonValue.from(value)));
        return values;
    }

    private static String json(Map<String, String> map) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : map.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
