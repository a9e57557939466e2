package io.chatguard.moderate.internal.links;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Host names that are made to look like others (Unicode TR 39): a label that mixes Latin with Cyrillic, Greek, Armenian
 * or Cherokee letters, or one that is written in one of these with letters that all look Latin.
 */
final class LookAlikes {

    /** Lower-case letters of other scripts that look like Latin ones; from Unicode's confusables.txt, 16.0. */
    private static final String CONFUSABLE = "авсԁеғһіјкӏмпоԛрѕтսѵԝхуүѡɡαβγδεηικνορτυχωհոօցզսյլղɑɩʏ";

    private static final Set<UnicodeScript> CLOSE =
            EnumSet.of(UnicodeScript.CYRILLIC, UnicodeScript.GREEK, UnicodeScript.ARMENIAN, UnicodeScript.CHEROKEE);

    private LookAlikes() {}

    static boolean isLookAlike(String host) {
        int from = 0;
        for (int i = 0; i <= host.length(); i++) {
            if (i == host.length() || host.charAt(i) == '.') {
                if (isSuspect(host.substring(from, i))) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    private static boolean isSuspect(String label) {
        boolean latin = false;
        boolean close = false;
        boolean others = false;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (!Character.isLetter(c)) {
                continue;
            }
            UnicodeScript script = UnicodeScript.of(c);
            if (script == UnicodeScript.LATIN) {
                latin = true;
                close |= CONFUSABLE.indexOf(c) >= 0;
            } else if (CLOSE.contains(script)) {
                close = true;
                others |= CONFUSABLE.indexOf(c) < 0;
            } else {
                others = true;
            }
        }
        return close && (latin || !others);
    }
}
