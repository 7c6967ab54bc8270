package io.carillon.prompts.speech;

/** A folder of a mailbox, in the order of its digits 0 to 4. Constants: the prompt that names it. */
public enum Folder {
    NEW("vm-INBOX"),
    OLD("vm-Old"),
    WORK("vm-Work"),
    FAMILY("vm-Family"),
    FRIENDS("vm-Friends");

    private final String prompt;

    Folder(String prompt) {
        this.prompt = prompt;
    }

    public String prompt() {
        return prompt;
    }
}
