package io.chatguard.redact.internal.action;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.chatguard.EntityType;
import java.util.Locale;

/**
 * Makes a value coarser, in brackets and in words that no detector takes for the value: the host of an e-mail address
 * or URL, the first three groups of an IP address and a star ({@code 203.0.113.0/24} would spell out the address of the
 * network itself), the country of an IBAN or phone number, the issuer range (first six digits) of a card, the vendor
 * part of a MAC address, the year of a date, five years around an age, three digits of a postcode of the United States; of
 * other types the type alone.
 */
final class Generalization {

    private static final int ISSUER_DIGITS = 6;

    private Generalization() {}

    static String of(EntityType type, String value, String region) {
        String coarse = switch (type.name()) {
            case "EMAIL_ADDRESS" -> after(" at ", host(value.substring(value.lastIndexOf('@') + 1)));
            case "URL" -> after(" at ", urlHost(value));
            case "IP_ADDRESS" -> after(" in ", network(value));
            case "IBAN_CODE" -> after(" of ", country(value));
            case "PHONE_NUMBER" -> after(" of ", callingCode(value, region));
            case "CREDIT_CARD" -> after(" of ", prefix(value, ISSUER_DIGITS, 10));
            case "DATE_TIME", "DATE_OF_BIRTH" -> after(" in ", PersonalDetail.year(value));
            case "AGE" -> after(" ", PersonalDetail.ages(value));
            case "ZIP_CODE" -> after(" ", PersonalDetail.district(value));
            case "MAC_ADDRESS" -> after(" of ", prefix(value, ISSUER_DIGITS, 16));
            default -> "";
        };
        return "[" + type.name() + coarse + "]";
    }

    private static String after(String word, String coarse) {
        return coarse.isEmpty() ? "" : word + coarse;
    }

    private static String host(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (!(Character.isLetterOrDigit(c) || c == '.' || c == '-')) {
                return "";
            }
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private static String urlHost(String url) {
        int from = url.indexOf("://");
        if (from < 0) {
            return "";
        }
        int to = from + 3;
        while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
            to++;
        }
        String authority = url.substring(from + 3, to);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.indexOf(':');
        return host(port < 0 ? host : host.substring(0, port));
    }

    private static String network(String address) {
        String[] v4 = address.split("\\.", -1);
        if (v4.length == 4 && address.indexOf(':') < 0) {
            return v4[0] + "." + v4[1] + "." + v4[2] + ".*";
        }
        return v6Network(address);
    }

    /** The first three groups, where the text writes them out; a shortened address in them gives nothing. */
    private static String v6Network(String address) {
        String[] groups = address.split(":", -1);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            if (i >= groups.length || groups[i].isEmpty() || groups[i].length() > 4) {
                return "";
            }
            out.append(groups[i].toLowerCase(Locale.ROOT)).append(':');
        }
        return out.append('*').toString();
    }

    private static String country(String iban) {
        return iban.length() >= 2 && Character.isLetter(iban.charAt(0)) && Character.isLetter(iban.charAt(1))
                ? iban.substring(0, 2).toUpperCase(Locale.ROOT)
                : "";
    }

    private static String callingCode(String number, String region) {
        try {
            return "+" + PhoneNumberUtil.getInstance().parse(number, region).getCountryCode();
        } catch (NumberParseException e) {
            return "";
        }
    }

    private static String prefix(String value, int digits, int radix) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length() && out.length() < digits; i++) {
            if (Character.digit(value.charAt(i), radix) >= 0) {
                out.append(value.charAt(i));
            }
        }
        return out.length() == digits ? out.toString().toUpperCase(Locale.ROOT) : "";
    }
}
