package io.carillon.proxy.dialplan;

/** Where a call is: what CONTEXT, EXTEN and PRIORITY say. The extension is plain text. */
public record Place(String context, String extension, int priority) {}
