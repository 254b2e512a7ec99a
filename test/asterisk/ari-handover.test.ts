import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHandover } from '../../src/asterisk/ari-handover.ts';

const event = (id: number, application: string): Buffer =>
  Buffer.from(
    `{"type":"E","id":${id},"application":"${application}","name":"\\"application\\":\\"x\\""}`,
  );

/** What was told, by number. */
function record() {
  const told: number[] = [];
  const handover = createHandover((data) => {
    told.push(Number(/"id":(\d+)/.exec(data.toString())?.[1]));
  });
  return { told, handover };
}

test('what the new socket brings waits for the end of the old one', () => {
  const { told, handover } = record();
  handover.fromNew(event(2, 'b'));
  handover.fromOld(event(1, 'a'));
  expect(told).toEqual([1]);
  handover.finish();
  expect(told).toEqual([1, 2]);
});

test('the old socket is behind until it has told what the new one brought', () => {
  const { handover } = record();
  expect(handover.isLevel()).toBe(true);
  handover.fromNew(event(1, 'b'));
  handover.fromNew(event(1, 'b'));
  handover.fromOld(event(1, 'a'));
  expect(handover.isLevel()).toBe(false);
  handover.fromOld(event(1, 'a'));
  expect(handover.isLevel()).toBe(true);
});

test('the same event twice on both sockets is told twice', () => {
  const { told, handover } = record();
  for (const take of [handover.fromOld, handover.fromNew]) {
    take(event(1, 'x'));
    take(event(1, 'x'));
  }
  handover.finish();
  handover.fromNew(event(1, 'x'));
  expect(told).toEqual([1, 1, 1]);
});

test('however the two sockets are out of step, each event is told once and in order', () => {
  fc.assert(
    fc.property(
      fc.nat(30),
      fc.nat(30),
      fc.array(fc.boolean(), { minLength: 70, maxLength: 70 }),
      fc.nat(70),
      (oldEndsAfter, newBeginsAt, whoseTurn, finishAt) => {
        // The old socket brings 0 until its end, the new one begins before that and goes on.
        const begins = Math.min(newBeginsAt, oldEndsAfter);
        const last = oldEndsAfter + 10;
        const { told, handover } = record();
        let [old, next, isFinished] = [0, begins, false];
        for (const [turn, isOld] of whoseTurn.entries()) {
          if (isOld && old < oldEndsAfter) handover.fromOld(event(old++, 'a'));
          else if (next < last) handover.fromNew(event(next++, 'b'));
          if (!isFinished && turn >= finishAt && old === oldEndsAfter) {
            handover.finish();
            isFinished = true;
          }
        }
        while (old < oldEndsAfter) handover.fromOld(event(old++, 'a'));
        if (!isFinished) handover.finish();
        while (next < last) handover.fromNew(event(next++, 'b'));
        expect(told).toEqual(Array.from({ length: last }, (_, index) => index));
      },
    ),
  );
});
