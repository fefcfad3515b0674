import type { Redis } from 'ioredis';
import { type DestinationId, platformOf } from '../domain/destination.ts';
import type { PersonId, Role } from '../domain/person.ts';
import type { StaffRecords } from '../newsroom/records.ts';
import type { Keys } from './keys.ts';

interface StoredMember {
  readonly name: string;
  readonly role: Role;
  readonly sameAs?: PersonId;
}

/** Keeps the newsroom's members and desks in Redis. */
export function createStaffRecords(redis: Redis, keys: Keys): StaffRecords {
  return {
    async role(person) {
      const json = await redis.hget(keys.staff, person);
      return json === null ? undefined : parseMember(json).role;
    },
    async list() {
      const members = Object.entries(await redis.hgetall(keys.staff));
      return members.map(([id, json]) => {
        const { name, ...rest } = parseMember(json);
        return { person: { id: id as PersonId, name }, ...rest }; // put() writes person ids alone
      });
    },
    async put({ id, name }, role, sameAs) {
      const member: StoredMember = { name, role, ...(sameAs !== undefined && { sameAs }) };
      await redis.hset(keys.staff, id, JSON.stringify(member));
    },
    async remove(person) {
      return (await redis.hdel(keys.staff, person)) > 0;
    },
    async nameChief({ id, name }) {
      await redis.hset(keys.chiefNames, id, name);
    },
    async chiefNames() {
      const names = Object.entries(await redis.hgetall(keys.chiefNames));
      return new Map(names.map(([id, name]) => [id as PersonId, name])); // nameChief() writes person ids alone
    },
    async setDesk(destination, name) {
      await redis.hset(keys.desks, platformOf(destination), destination);
      const record = JSON.stringify({ id: destination, name, state: { kind: 'active' } });
      await redis.set(keys.destination(destination).record, record, 'NX');
      await redis.sadd(keys.destinations, destination);
    },
    async desks() {
      return (await redis.hvals(keys.desks)) as DestinationId[]; // setDesk() writes destination ids alone
    },
  };
}

function parseMember(json: string): StoredMember {
  return JSON.parse(json) as StoredMember; // written by put()
}
