import { roles } from '../src/domain/person.ts';
import { type Command, commandGroup, subcommand } from '../src/newsroom/command/command.ts';
import { choice, optional, person, text } from '../src/newsroom/command/options.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { addStaff, listStaff, removeStaff } from '../src/newsroom/staff/manage-staff.ts';

const user = person({ description: 'Who: a mention, @name or an id', example: '@mari' });

/** `/staff`: says who may do what in the newsroom. */
export const staff = (room: Newsroom): Command =>
  commandGroup('staff', 'Run the desk', 'Say who may do what in the newsroom', [
    subcommand('add', {
      description: 'Give someone a role, or change it',
      access: 'chief',
      options: {
        user,
        role: choice(roles, { description: 'What they may do', example: 'editor' }),
        same: optional(
          text({
            description: 'Another account of the same person: both count as one chief',
            example: 'discord:123456789012345678',
            maxLength: 60,
          }),
        ),
      },
      positional: ['user', 'role'],
      examples: [
        '/staff add user:@mari role:editor',
        '/staff add user:@mari role:chief same:discord:123456789012345678',
      ],
      run: (input, call) => addStaff(room, input, call),
    }),
    subcommand('remove', {
      description: "Take someone's role away",
      access: 'chief',
      options: { user },
      positional: ['user'],
      examples: ['/staff remove user:@mari'],
      run: (input, call) => removeStaff(room, input.user, call),
    }),
    subcommand('list', {
      description: 'List the members of the newsroom',
      access: 'chief',
      options: {},
      examples: ['/staff list'],
      run: () => listStaff(room),
    }),
  ]);
