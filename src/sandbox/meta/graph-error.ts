/** A refusal of the Graph API, in its own shape. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: number;
  readonly subcode: number | undefined;

  constructor(
    message: string,
    { code, subcode, status = 400 }: { code: number; subcode?: number; status?: number },
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.subcode = subcode;
  }

  body(): object {
    return {
      error: {
        message: this.message,
        type: this.code === 190 || this.code === 2500 ? 'OAuthException' : 'GraphMethodException',
        code: this.code,
        ...(this.subcode !== undefined && { error_subcode: this.subcode }),
        ...([1, 2, 4, 17, 32, 613].includes(this.code) && { is_transient: true }),
        fbtrace_id: 'AEmulatedTraceOfNavbatchi',
      },
    };
  }
}

/**
 * The refusals that the real one is known to give. Sources: Meta's error codes pages; what users of
 * other systems quote (chatwoot#14669, #12635, erxes#9177, Composio#3604).
 */
export const graphErrors = {
  badParameter: (what: string) => new GraphError(`(#100) ${what}`, { code: 100 }),
  unknownPath: (path: string) => new GraphError(`Unknown path components: ${path}`, { code: 2500 }),
  noToken: () =>
    new GraphError(
      'An active access token must be used to query information about the current user.',
      {
        code: 2500,
      },
    ),
  deadToken: () =>
    new GraphError(
      'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
      { code: 190, subcode: 460 },
    ),
  badToken: () =>
    new GraphError('Invalid OAuth access token - Cannot parse access token', { code: 190 }),
  /** That Meta refuses is documented; with what words and code is not. */
  youngToken: () =>
    new GraphError('(#100) The access token must be at least 24 hours old to be refreshed', {
      code: 100,
    }),
  badProof: () =>
    new GraphError('Invalid appsecret_proof provided in the API argument', { code: 100 }),
  noObject: (id: string) =>
    new GraphError(
      `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
      { code: 100, subcode: 33 },
    ),
  noMatchingUser: () =>
    new GraphError('(#100) No matching user found', { code: 100, subcode: 2_018_001 }),
  personUnavailable: () =>
    new GraphError("(#551) This person isn't available right now.", {
      code: 551,
      subcode: 1_545_041,
    }),
  outsideWindow: (platform: 'messenger' | 'instagram') =>
    platform === 'messenger'
      ? new GraphError('(#10) This message is sent outside of allowed window.', {
          code: 10,
          subcode: 2_018_278,
        })
      : new GraphError('(#10) This message is sent outside of allowed window.', {
          code: 10,
          subcode: 2_534_022,
          status: 403,
        }),
  retiredTag: () =>
    new GraphError('(#100) Invalid parameter: this message tag is no longer supported', {
      code: 100,
      subcode: 1_893_061,
    }),
  notApproved: () =>
    new GraphError('(#10) Application does not have permission for this action', {
      code: 10,
      status: 403,
    }),
  tooManyCalls: () =>
    new GraphError('(#613) Calls to this api have exceeded the rate limit.', { code: 613 }),
} as const;
