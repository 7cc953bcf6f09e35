"""What people decided in the sample: one on top of what is computed, one narrower, one that must be reopened."""

TEXT = """\
schema: zoning-review/decisions/1
decisions:
  - subject: S-A                      # 人工条款：由人判定
    scheme: A
    pack: SL-ZH99010220001
    rule: HG-06
    computed: to_be_judged
    verdict: basically_conforms
    by: 示例审查员甲
    at: 2026-11-20
    reason: 扩建装置与周边装置间距和防火分隔满足示例规范，叠加影响可接受，须落实联合应急演练。
    evidence: 附件5 叠加风险评估报告
  - subject: T-12                     # 特别用途区：由人判定为须论证
    scheme: null
    pack: CN-UDB
    rule: UDB-01
    computed: to_be_judged
    verdict: needs_justification
    by: 示例审查员乙
    at: 2026-11-20
    reason: 特别用途区内新增居住用地，须论证与特别用途区主导功能的关系。
    evidence: 会议纪要〔2026〕第8号
  - subject: S-B                      # 当时申报为国家重点项目，现已撤回：计算结果已变，须重新打开
    scheme: B
    pack: CN-PBF
    rule: PBF-01
    computed: needs_justification
    verdict: basically_conforms
    by: 示例审查员甲
    at: 2026-09-08
    reason: 申报为国家重点建设项目，占用和补划方案论证通过。
    evidence: 附件7 补划方案论证意见
"""
