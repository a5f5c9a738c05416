import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  CompaniesFilter,
  CompanyCard,
  CompanyRow,
  LikeCompany,
  LikelyDuplicate,
  MergeReview,
} from '../../../../contract/companies.ts'
import type { Page } from '../../../../contract/paging.ts'
import type { FacetList } from '../../../../contract/people.ts'
import { api } from '../../../api.ts'

export const companiesPage = (filter: CompaniesFilter, sort: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['companies', 'page', filter, sort, cursor ?? null],
    queryFn: ({ signal }) =>
      api.get<Page<CompanyRow>>('/companies', { ...filter, sort, cursor, limit: 50 }, signal),
    placeholderData: keepPreviousData,
  })

export const companyCounts = (filter: CompaniesFilter) =>
  queryOptions({
    queryKey: ['companies', 'counts', filter],
    queryFn: ({ signal }) => api.get<{ total: number }>('/companies/counts', { ...filter }, signal),
    placeholderData: keepPreviousData,
  })

export const companyTrades = (filter: CompaniesFilter, search: string) =>
  queryOptions({
    queryKey: ['companies', 'trades', filter, search],
    queryFn: ({ signal }) => api.get<FacetList>('/companies/trades', { ...filter, search, limit: 8 }, signal),
    placeholderData: keepPreviousData,
  })

export const companyCard = (id: string) =>
  queryOptions({
    queryKey: ['companies', 'card', id],
    queryFn: ({ signal }) => api.get<CompanyCard>(`/companies/${id}`, {}, signal),
  })

export const likelySame = (name: string, except: string | undefined) =>
  queryOptions({
    queryKey: ['companies', 'like', name, except ?? null],
    queryFn: ({ signal }) =>
      api.get<{ items: LikeCompany[] }>('/companies/likely-same', { name, except }, signal),
    placeholderData: keepPreviousData,
    enabled: name.trim().length > 2,
  })

export const likelyDuplicates = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['companies', 'duplicates', cursor ?? null],
    queryFn: ({ signal }) =>
      api.get<Page<LikelyDuplicate>>('/companies/likely-duplicates', { cursor, limit: 50 }, signal),
  })

export const mergeReview = (from: string, into: string) =>
  queryOptions({
    queryKey: ['companies', 'merge', from, into],
    queryFn: ({ signal }) => api.get<MergeReview>(`/companies/${from}/merge`, { into }, signal),
    staleTime: 0,
  })
