package io.chatguard.testkit;

/**
 * The resource that a path names, whatever stands before it: {@code /v1} of OpenAI, {@code /openai/v1}, {@code /openai}
 * and {@code /openai/deployments/{name}} of Azure.
 */
record Route(String resource) {
    private static final String DEPLOYMENTS = "/openai/deployments/";

    /** Reads a raw path; the resource is empty when the path has none of these beginnings. */
    static Route of(String path) {
        if (path.startsWith(DEPLOYMENTS)) {
            int end = path.indexOf('/', DEPLOYMENTS.length());
            return new Route(end < 0 ? "" : path.substring(end));
        }
        for (String prefix : new String[] {"/v1/", "/openai/v1/", "/openai/"}) {
            if (path.startsWith(prefix)) {
                return new Route(path.substring(prefix.length() - 1));
            }
        }
        return new Route("");
    }

    boolean is(String other) {
        return resource.equals(other);
    }

    /** The last step of {@code /responses/{id}}, empty for any other resource. */
    String responseId() {
        String prefix = "/responses/";
        String id = resource.startsWith(prefix) ? resource.substring(prefix.length()) : "";
        return id.indexOf('/') < 0 ? id : "";
    }
}
