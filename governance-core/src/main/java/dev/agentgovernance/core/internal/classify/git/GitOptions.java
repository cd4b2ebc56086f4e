/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.api.effect.EffectKind;
import java.util.Map;

/** The subcommands of git that only read or only record, with the options that they have. */
final class GitOptions {

    /** Options of everything that prints commits or differences. */
    private static final String SHOW = "p u patch no-patch s U= unified= raw stat numstat shortstat dirstat summary "
            + "name-only name-status check full-index binary abbrev no-abbrev abbrev-commit no-abbrev-commit oneline pretty "
            + "format= color no-color color-words color-moved word-diff word-diff-regex= graph no-graph decorate no-decorate "
            + "decorate-refs= decorate-refs-exclude= clear-decorations source all branches tags remotes glob= exclude= reflog merge walk-reflogs g "
            + "n= max-count= skip= since= after= until= before= author= committer= grep= grep-reflog= i E F P "
            + "regexp-ignore-case extended-regexp fixed-strings perl-regexp all-match invert-grep merges no-merges "
            + "min-parents= max-parents= first-parent topo-order date-order author-date-order reverse follow no-follow L= "
            + "date= relative-date parents children left-right cherry cherry-pick cherry-mark left-only right-only boundary "
            + "simplify-by-decoration full-history dense sparse simplify-merges ancestry-path show-pulls S= G= pickaxe-all "
            + "pickaxe-regex M C find-renames find-copies find-copies-harder D irreversible-delete no-renames rename-empty "
            + "diff-filter= R relative no-relative a text ignore-space-at-eol b ignore-space-change w ignore-all-space "
            + "ignore-blank-lines ignore-cr-at-eol I= ignore-matching-lines= inter-hunk-context= W function-context exit-code quiet q "
            + "no-ext-diff textconv no-textconv ignore-submodules src-prefix= dst-prefix= no-prefix default-prefix "
            + "line-prefix= submodule minimal patience histogram anchored= diff-algorithm= indent-heuristic "
            + "no-indent-heuristic c cc m t r z show-signature notes no-notes show-notes standard-notes encoding= expand-tabs "
            + "no-expand-tabs cached staged merge-base no-index log-size mailmap no-mailmap use-mailmap remove-empty bisect "
            + "stdin objects count timestamp left-right no-commit-id root e h heads verify objects-edge disk-usage in-commit-order "
            + "output-indicator-new= output-indicator-old= output-indicator-context= ws-error-highlight= skip-to= rotate-to= "
            + "compact-summary cumulative combined-all-paths dd remerge-diff diff-merges= no-diff-merges O= "
            + "output= ext-diff ignore-missing exclude-hidden= no-walk do-walk 0 ita-invisible-in-index ita-visible-in-index "
            + "B break-rewrites X dirstat-by-file color-moved-ws no-color-moved no-color-moved-ws find-object= patch-with-raw "
            + "patch-with-stat stat-count= stat-name-width= stat-width= stat-graph-width= base ours theirs "
            + "alternate-refs basic-regexp exclude-first-parent-only full-diff indexed-objects no-min-parents no-max-parents "
            + "no-standard-notes show-linear-break since-as-filter= single-worktree always v";

    /** Options of everything that goes through the objects of a repository. */
    private static final String WALK =
            " bisect-all bisect-vars commit-header no-commit-header exclude-promisor-objects "
                    + "filter= no-filter filter-print-omitted filter-provided-objects header max-age= min-age= missing= "
                    + "object-names no-object-names objects-edge-aggressive progress unpacked use-bitmap-index";

    /** Options of everything that tells who wrote a line. */
    private static final String BLAME =
            " l s e p f n porcelain line-porcelain incremental show-name show-number show-email "
                    + "score-debug progress no-progress ignore-rev= ignore-revs-file= contents= show-stats color-by-age color-lines";

    static final Map<String, String> READS = Map.ofEntries(
            Map.entry("log", SHOW),
            Map.entry("show", SHOW),
            Map.entry("diff", SHOW),
            Map.entry("whatchanged", SHOW),
            Map.entry("diff-tree", SHOW),
            Map.entry("diff-index", SHOW),
            Map.entry("diff-files", SHOW),
            Map.entry("rev-list", SHOW + WALK),
            Map.entry("range-diff", SHOW + " creation-factor= no-dual-color"),
            Map.entry("shortlog", SHOW + " n s e summary numbered email group= w"),
            Map.entry(
                    "status",
                    "s short b branch show-stash porcelain long v verbose u untracked-files ignore-submodules "
                            + "ignored z null column no-column ahead-behind no-ahead-behind renames no-renames find-renames M"),
            Map.entry("blame", SHOW + BLAME),
            Map.entry("annotate", SHOW + BLAME),
            Map.entry(
                    "grep",
                    "n line-number i ignore-case w word-regexp v invert-match l files-with-matches name-only L "
                            + "files-without-match c count E extended-regexp F fixed-strings G basic-regexp P perl-regexp e= and or not "
                            + "all-match cached no-index untracked no-exclude-standard exclude-standard recurse-submodules color "
                            + "no-color break heading p show-function A= after-context= B= before-context= C= context= W "
                            + "function-context h H full-name z null o only-matching column q quiet max-depth= r recursive no-recursive "
                            + "threads= f= a text I textconv no-textconv m= max-count= O open-files-in-pager ext-grep no-ext-grep no-line-number"),
            Map.entry(
                    "ls-files",
                    "c cached d deleted m modified o others i ignored s stage u unmerged k killed directory empty-directory "
                            + "no-empty-directory eol deduplicate x= exclude= X= exclude-from= exclude-per-directory= "
                            + "exclude-standard error-unmatch with-tree= t v f full-name recurse-submodules abbrev debug z sparse format= resolve-undo"),
            Map.entry("ls-tree", "d r t l long z name-only name-status object-only abbrev full-name full-tree format="),
            Map.entry(
                    "ls-remote",
                    "h heads branches t tags refs q quiet get-url exit-code symref sort= o= server-option= upload-pack= exec="),
            Map.entry(
                    "cat-file",
                    "t s e p batch batch-check batch-command batch-all-objects buffer follow-symlinks allow-unknown-type unordered Z z path= filters textconv use-mailmap mailmap filter="),
            Map.entry(
                    "rev-parse",
                    "verify q quiet abbrev-ref short git-dir git-common-dir show-toplevel show-prefix show-cdup "
                            + "is-inside-work-tree is-inside-git-dir is-bare-repository is-shallow-repository absolute-git-dir all "
                            + "branches tags remotes symbolic symbolic-full-name sq sq-quote revs-only no-revs flags no-flags default= "
                            + "prefix= not since= after= until= before= resolve-git-dir git-path= show-superproject-working-tree "
                            + "local-env-vars path-format= show-object-format disambiguate= glob= exclude= shared-index-path end-of-options show-ref-format parseopt keep-dashdash stop-at-non-option stuck-long"),
            Map.entry(
                    "describe",
                    "s all tags contains abbrev candidates= exact-match debug long match= exclude= always "
                            + "first-parent dirty broken"),
            Map.entry(
                    "name-rev",
                    "tags refs= exclude= no-exclude all stdin annotate-stdin name-only undefined no-undefined always"),
            Map.entry("merge-base", "all a octopus independent is-ancestor fork-point"),
            Map.entry(
                    "show-ref",
                    "head heads branches tags d dereference s hash verify abbrev q quiet exclude-existing exists"),
            Map.entry(
                    "for-each-ref",
                    "count= s shell p perl python tcl sort= format= color points-at= merged no-merged contains "
                            + "no-contains ignore-case omit-empty exclude= stdin include-root-refs start-after="),
            Map.entry(
                    "show-branch",
                    "a all r remotes current topo-order date-order sparse more= list merge-base "
                            + "independent no-name sha1-name topics g reflog color no-color"),
            Map.entry("count-objects", "v verbose H human-readable"),
            Map.entry("cherry", "v verbose abbrev"),
            Map.entry("var", "l"),
            Map.entry("fmt-merge-msg", "log no-log m= message= F= file= into-name= summary no-summary"),
            Map.entry("show-index", "object-format="),
            Map.entry("diff-pairs", SHOW),
            Map.entry("last-modified", SHOW),
            Map.entry("check-ignore", "q quiet v verbose stdin z n non-matching no-index"),
            Map.entry("check-attr", "a all cached stdin z source="),
            Map.entry("check-mailmap", "stdin"),
            Map.entry("check-ref-format", "branch normalize allow-onelevel no-allow-onelevel refspec-pattern"),
            Map.entry("verify-commit", "v verbose raw"),
            Map.entry("verify-tag", "v verbose raw format="),
            Map.entry("verify-pack", "v s verbose stat-only object-format="),
            Map.entry(
                    "fsck",
                    "unreachable dangling no-dangling root tags cache reflogs no-reflogs full no-full strict verbose "
                            + "name-objects progress no-progress connectivity-only references no-references v"),
            Map.entry(
                    "help",
                    "a all g guides c config i info m man w web verbose no-verbose external-commands no-external-commands user-interfaces developer-interfaces aliases no-aliases"),
            Map.entry("version", "build-options"),
            Map.entry("patch-id", "stable unstable verbatim"),
            Map.entry("get-tar-commit-id", ""),
            Map.entry(
                    "merge-tree",
                    "write-tree trivial-merge messages no-messages name-only z allow-unrelated-histories merge-base= stdin X= strategy-option= quiet"),
            Map.entry(
                    "interpret-trailers",
                    "parse only-trailers only-input unfold no-divider trailer= where= if-exists= if-missing= trim-empty"),
            Map.entry("column", "command= mode= raw-mode= width= indent= nl= padding="),
            Map.entry("stripspace", "s strip-comments c comment-lines"));

    /** What neither reads nor loses anything: an effect, and the options that belong to it. */
    record Plain(EffectKind kind, String options) {}

    static final Map<String, Plain> PLAIN = Map.ofEntries(
            Map.entry(
                    "add",
                    new Plain(
                            EffectKind.VCS_COMMIT,
                            "n dry-run v verbose f force i interactive p patch e edit u update A all no-all "
                                    + "ignore-removal no-ignore-removal N intent-to-add refresh ignore-errors ignore-missing sparse chmod= renormalize pathspec-from-file= pathspec-file-nul")),
            Map.entry("stage", new Plain(EffectKind.VCS_COMMIT, "A all u update p patch v verbose n f")),
            Map.entry("mv", new Plain(EffectKind.FS_WRITE, "f force k n dry-run v verbose sparse")),
            Map.entry(
                    "notes",
                    new Plain(
                            EffectKind.VCS_COMMIT,
                            "m= F= f force C= c= ref= v q allow-empty separator stripspace no-stripspace ignore-missing stdin dry-run")),
            Map.entry("bundle", new Plain(EffectKind.FS_WRITE, "q quiet progress all branches tags version=")),
            Map.entry(
                    "archive",
                    new Plain(
                            EffectKind.VCS_READ,
                            "format= l list v verbose prefix= o= output= worktree-attributes remote= exec= add-file= add-virtual-file= mtime= 0")),
            Map.entry(
                    "apply",
                    new Plain(
                            EffectKind.FS_WRITE,
                            "stat numstat summary check index cached 3 3way R reverse p= C= reject v verbose q quiet "
                                    + "unidiff-zero whitespace= exclude= include= directory= recount inaccurate-eof binary apply a z N intent-to-add unsafe-paths build-fake-ancestor= allow-overlap ignore-space-change ignore-whitespace no-add allow-empty ours theirs union")),
            Map.entry(
                    "am",
                    new Plain(
                            EffectKind.VCS_COMMIT,
                            "s signoff k keep 3 3way continue r resolved skip abort q quiet show-current-patch quit no-verify n p= C= directory= exclude= include= reject whitespace= empty= keep-cr no-keep-cr i interactive S gpg-sign committer-date-is-author-date ignore-date")),
            Map.entry(
                    "cherry-pick",
                    new Plain(
                            EffectKind.VCS_COMMIT,
                            "e edit x r n no-commit s signoff m= mainline= continue skip abort quit S gpg-sign no-gpg-sign ff allow-empty allow-empty-message keep-redundant-commits strategy= X= strategy-option= cleanup= rerere-autoupdate empty=")),
            Map.entry(
                    "revert",
                    new Plain(
                            EffectKind.VCS_COMMIT,
                            "e edit no-edit n no-commit s signoff m= mainline= continue skip abort quit S gpg-sign no-gpg-sign cleanup= strategy= X= strategy-option= reference")),
            Map.entry(
                    "init",
                    new Plain(
                            EffectKind.VCS_COMMIT,
                            "q quiet bare b= initial-branch= object-format= ref-format= separate-git-dir= shared")),
            Map.entry(
                    "fetch",
                    new Plain(
                            EffectKind.VCS_FETCH,
                            "all no-all a append atomic depth= deepen= shallow-since= shallow-exclude= unshallow update-shallow negotiation-tip= dry-run porcelain write-fetch-head no-write-fetch-head f force k keep multiple auto-maintenance no-auto-maintenance auto-gc no-auto-gc p prune P prune-tags n no-tags refetch refmap= t tags recurse-submodules no-recurse-submodules j= jobs= set-upstream q quiet v verbose progress no-progress o= server-option= 4 6 ipv4 ipv6 filter= u update-head-ok stdin show-forced-updates no-show-forced-updates prefetch upload-pack=")),
            Map.entry(
                    "pull",
                    new Plain(
                            EffectKind.VCS_FETCH,
                            "q quiet v verbose no-commit commit e edit no-edit ff no-ff ff-only squash no-squash log no-log stat no-stat n signoff s= strategy= X= strategy-option= verify-signatures r rebase no-rebase autostash no-autostash allow-unrelated-histories all a append depth= deepen= f force k keep p prune t tags no-tags j= jobs= set-upstream progress upload-pack= no-verify verify recurse-submodules S gpg-sign unshallow")),
            Map.entry(
                    "bisect",
                    new Plain(
                            EffectKind.VCS_COMMIT,
                            "term-old= term-new= term-good= term-bad= no-checkout first-parent")),
            Map.entry("rerere", new Plain(EffectKind.VCS_COMMIT, "rerere-autoupdate")),
            Map.entry(
                    "format-patch",
                    new Plain(
                            EffectKind.FS_WRITE,
                            SHOW
                                    + " o= output-directory= stdout k s signoff attach inline thread no-thread in-reply-to= subject-prefix= to= cc= v= reroll-count= start-number= numbered N no-numbered suffix= cover-letter base= zero-commit numbered-files filename-max-length= rfc")),
            Map.entry("commit-tree", new Plain(EffectKind.VCS_COMMIT, "p= m= F= S no-gpg-sign")),
            Map.entry("write-tree", new Plain(EffectKind.VCS_COMMIT, "missing-ok prefix=")),
            Map.entry(
                    "hash-object",
                    new Plain(EffectKind.VCS_COMMIT, "t= w stdin stdin-paths path= no-filters literally")),
            Map.entry("mktree", new Plain(EffectKind.VCS_COMMIT, "z missing batch")),
            Map.entry("maintenance", new Plain(EffectKind.VCS_CONFIG, "auto quiet task= schedule= scheduler=")),
            Map.entry(
                    "repack",
                    new Plain(
                            EffectKind.VCS_COMMIT,
                            "a A d l f F q n b window= depth= threads= m write-midx write-bitmap-index")),
            Map.entry("pack-refs", new Plain(EffectKind.VCS_COMMIT, "all no-prune prune auto include= exclude=")),
            Map.entry(
                    "update-index",
                    new Plain(
                            EffectKind.VCS_COMMIT,
                            "q add remove force-remove refresh ignore-missing chmod= assume-unchanged no-assume-unchanged skip-worktree no-skip-worktree index-info really-refresh again g verbose stdin z cacheinfo= split-index untracked-cache")),
            Map.entry(
                    "sparse-checkout",
                    new Plain(EffectKind.VCS_CONFIG, "cone no-cone sparse-index no-sparse-index stdin skip-checks")),
            Map.entry("request-pull", new Plain(EffectKind.VCS_READ, "p")));

    private GitOptions() {}
}
