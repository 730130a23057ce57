/**
 * What the platforms take, in one place: payload builders cut to these numbers, validators check against them.
 * Lengths are characters (UTF-16 units, the stricter reading) unless the name says bytes. Documented ones name their page;
 * "reported" and "observed" ones are not written down by the platform and are kept on the safe side.
 */
export const platformLimits = {
  slack: {
    // https://docs.slack.dev/reference/block-kit/blocks
    blocksInMessage: 50,
    blocksInModal: 100,
    // https://docs.slack.dev/reference/block-kit/blocks/header-block
    headerText: 150,
    // https://docs.slack.dev/reference/block-kit/blocks/section-block
    sectionText: 3_000,
    sectionFields: 10,
    sectionFieldText: 2_000,
    // https://docs.slack.dev/reference/block-kit/blocks/actions-block
    actionsElements: 25,
    // https://docs.slack.dev/reference/block-kit/blocks/context-block
    contextElements: 10,
    // A context element is a text object: https://docs.slack.dev/reference/block-kit/composition-objects/text-object
    contextText: 3_000,
    // https://docs.slack.dev/reference/block-kit/block-elements/button-element
    buttonText: 75,
    buttonValue: 2_000,
    buttonUrl: 3_000,
    actionId: 255,
    blockId: 255,
    // https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
    selectOptions: 100,
    // https://docs.slack.dev/reference/block-kit/composition-objects/option-object
    optionText: 75,
    optionValue: 150,
    // https://docs.slack.dev/reference/block-kit/blocks/image-block
    imageAltText: 2_000,
    imageTitle: 2_000,
    imageUrl: 3_000,
    // https://docs.slack.dev/reference/views/modal-views
    modalTitle: 24,
    privateMetadata: 3_000,
    // https://docs.slack.dev/reference/block-kit/blocks/input-block
    inputLabel: 2_000,
    // https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
    inputPlaceholder: 150,
    inputText: 3_000,
    // https://docs.slack.dev/reference/block-kit/blocks/table-block
    tableRows: 100,
    tableColumns: 20,
    // The same page: characters in all of a message's table cells; an empty cell is refused as well
    tableText: 10_000,
    // Observed: `only_one_table_allowed`
    tablesInMessage: 1,
    // https://docs.slack.dev/reference/block-kit/blocks/markdown-block, all of a message together
    markdownText: 12_000,
    // Reported: `msg_blocks_too_long` beyond this, all texts of all blocks together.
    messageText: 13_200,
    // https://docs.slack.dev/reference/methods/chat.postMessage recommends 4,000 (cut at 40,000)
    fallbackText: 4_000,
    // https://docs.slack.dev/apis/web-api/rate-limits: about one message a second a channel, short bursts allowed
    channelMessageIntervalMs: 1_000,
    // https://docs.slack.dev/interactivity/handling-user-interaction
    acknowledgeWithinMs: 3_000,
  },
  teams: {
    // https://learn.microsoft.com/microsoftteams/limits-specifications-teams says about 100 KB; 28 to 40 KB reported
    cardBytes: 24 * 1_024,
    // https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
    cardVersion: "1.5",
    // https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit, a conversation
    conversationMessagesPerSecond: 7,
    conversationMessagesPer30Seconds: 60,
    conversationMessagesPerHour: 1_800,
    // The same page, one app in one tenant
    tenantRequestsPerSecond: 50,
    // https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format: larger is scaled or left out
    imagePixels: 1_024,
    // Ours: an address or a button's command beyond this is refused somewhere on its way.
    address: 2_000,
    // https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference: six in one set
    actionsInSet: 6,
    // https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards
    refreshUserIds: 60,
    // https://learn.microsoft.com/microsoft-365/extensibility/schema/root-bots-command-lists
    commandLists: 3,
    commandsInList: 12,
  },
  console: {
    // Ours: what stands side by side in a terminal of usual width without wrapping.
    lineWidth: 100,
    // Ours: a table beyond this scrolls its own heading away.
    tableRows: 40,
  },
} as const;
