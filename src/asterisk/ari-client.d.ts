/**
 * The part of ari-client that we use. Its operations are made at run time from the API docs that
 * Asterisk serves, so what they answer is unknown until parsed (ari-answer.ts).
 */
declare module 'ari-client' {
  type Operation<Parameters extends readonly unknown[] = []> = (
    ...parameters: Parameters
  ) => PromiseLike<unknown>;

  export type Client = {
    readonly asterisk: {
      readonly ping: Operation;
      readonly getInfo: Operation;
      readonly getObject: Operation<[{ configClass: string; objectType: string; id: string }]>;
      readonly reloadModule: Operation<[{ moduleName: string }]>;
    };
    readonly endpoints: {
      readonly listByTech: Operation<[{ tech: string }]>;
      readonly get: Operation<[{ tech: string; resource: string }]>;
    };
    readonly channels: {
      readonly list: Operation;
      readonly originateWithId: Operation<
        [
          {
            channelId: string;
            endpoint: string;
            context: string;
            extension: string;
            priority: number;
            timeout: number;
            variables: Readonly<Record<string, string>>;
          },
        ]
      >;
      readonly hangup: Operation<[{ channelId: string }]>;
      readonly rtpstatistics: Operation<[{ channelId: string }]>;
    };
  };

  export function connect(url: string, username: string, password: string): PromiseLike<Client>;
}
