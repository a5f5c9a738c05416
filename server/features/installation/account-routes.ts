import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  accountsQuery,
  operatedAccount,
  operatedAccounts,
  suspension,
} from '../../../contract/installation.ts'
import { id } from '../../../contract/paging.ts'
import { newAccount } from '../../../contract/setup.ts'
import { asOperator } from '../../db/connect.ts'
import type { Context } from '../settings/index.ts'
import { superAdminsOnly as config, superAdminOf } from '../sign-in/index.ts'
import { createAccountFor, type InviteFirstAdmin } from './create-account-for.ts'
import { listAccounts, viewAccount } from './list-accounts.ts'
import { resumeAccount, suspendAccount } from './suspend-account.ts'

const tags = ['Super admin']
const oneAccount = z.object({ id })

export const accountRoutes =
  ({ db }: Context, invite: InviteFirstAdmin): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/installation/accounts',
      {
        schema: {
          tags,
          summary: 'Accounts by name, with counts',
          querystring: accountsQuery,
          response: { 200: operatedAccounts },
        },
        config,
      },
      request => asOperator(db, tx => listAccounts(tx, request.query, new Date())),
    )

    app.post(
      '/installation/accounts',
      {
        schema: {
          tags,
          summary: 'Make an account and invite its first Directory Admin',
          body: newAccount,
          response: { 201: operatedAccount },
        },
        config,
        // Judged together with what a schema cannot know, so that all faults come at once.
        attachValidation: true,
      },
      async (request, reply) => {
        const made = await createAccountFor(db, superAdminOf(request), request.body, invite, new Date())
        return reply.code(201).header('location', `/api/v1/installation/accounts/${made.id}`).send(made)
      },
    )

    app.get(
      '/installation/accounts/:id',
      {
        schema: { tags, summary: 'One account', params: oneAccount, response: { 200: operatedAccount } },
        config,
      },
      request => asOperator(db, tx => viewAccount(tx, request.params.id, new Date())),
    )

    app.post(
      '/installation/accounts/:id/suspend',
      {
        schema: {
          tags,
          summary: 'Let nobody in and send nothing, until it is resumed',
          params: oneAccount,
          body: suspension,
          response: { 200: operatedAccount },
        },
        config,
      },
      async request => {
        const { id } = request.params
        await asOperator(db, tx => suspendAccount(tx, superAdminOf(request), id, request.body.reason))
        return asOperator(db, tx => viewAccount(tx, id, new Date()))
      },
    )

    app.post(
      '/installation/accounts/:id/resume',
      {
        schema: {
          tags,
          summary: 'Let everything go on',
          params: oneAccount,
          response: { 200: operatedAccount },
        },
        config,
      },
      async request => {
        const { id } = request.params
        await asOperator(db, tx => resumeAccount(tx, superAdminOf(request), id))
        return asOperator(db, tx => viewAccount(tx, id, new Date()))
      },
    )
  }
